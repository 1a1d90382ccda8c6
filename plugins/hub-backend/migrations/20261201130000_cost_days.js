/**
 * What a day of UTC cost, once it is settled: read from OpenCost once.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('cost_days', table => {
    table.string('day', 10).primary().comment('YYYY-MM-DD, of UTC');
    table
      .bigInteger('read_at')
      .notNullable()
      .comment('Milliseconds since 1970');
    table
      .text('document', 'longtext')
      .notNullable()
      .comment('CostData as JSON');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('cost_days');
};
