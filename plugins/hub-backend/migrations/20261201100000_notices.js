/**
 * One list of what was sent, in place of the one of warnings about budgets.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('notices', table => {
    table.comment('Notifications that were sent, each once');
    table.string('id').primary().comment('What it is about, such as run:ID');
    table.string('sent_at', 32).notNullable();
  });
  const warnings = await knex('cost_warnings').select();
  for (const { cost_center, month, state, sent_at } of warnings) {
    const id = `budget:${cost_center}:${month}:${state}`;
    await knex('notices').insert({ id, sent_at });
  }
  await knex.schema.dropTable('cost_warnings');
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.createTable('cost_warnings', table => {
    table.string('cost_center').notNullable();
    table.string('month', 7).notNullable();
    table.string('state', 16).notNullable();
    table.string('sent_at', 32).notNullable();
    table.primary(['cost_center', 'month', 'state']);
  });
  await knex.schema.dropTable('notices');
};
