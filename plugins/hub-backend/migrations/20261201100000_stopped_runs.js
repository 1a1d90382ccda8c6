/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('runs', table => {
    table
      .string('stopped_by')
      .nullable()
      .comment('Entity ref of a user, or name of the program that stopped it');
  });
  await knex.schema.alterTable('results', table => {
    table
      .boolean('partial')
      .notNullable()
      .defaultTo(false)
      .comment('Covers only the time until the run was stopped');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('results', table => {
    table.dropColumn('partial');
  });
  await knex.schema.alterTable('runs', table => {
    table.dropColumn('stopped_by');
  });
};
