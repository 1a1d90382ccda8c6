/**
 * Times are RFC 3339 texts in UTC, as in the tables before.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('run_costs', table => {
    table.comment('What ended runs cost; kept when OpenCost has forgotten');
    table.string('run_id', 63).primary();
    table.text('document').notNullable().comment('JSON of the final cost');
  });
  await knex.schema.createTable('cost_warnings', table => {
    table.comment('Warnings about budgets that were sent, each once');
    table.string('cost_center').notNullable().comment('Entity ref of a Group');
    table.string('month', 7).notNullable().comment('Such as 2026-11, in UTC');
    table.string('state', 16).notNullable().comment('at-risk or over');
    table.string('sent_at', 32).notNullable();
    table.primary(['cost_center', 'month', 'state']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('cost_warnings');
  await knex.schema.dropTable('run_costs');
};
