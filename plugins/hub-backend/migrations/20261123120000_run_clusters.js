/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('runs', table => {
    table
      .text('clusters')
      .notNullable()
      .defaultTo('[]')
      .comment('JSON of the clusters that were made for the run');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('runs', table => {
    table.dropColumn('clusters');
  });
};
