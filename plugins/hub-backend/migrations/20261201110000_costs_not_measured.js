/**
 * What was not measured was written down as a cost of zero; a run that had pods
 * cost something. Such a row goes, and the run is asked for again.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  const rows = await knex('run_costs').select('run_id', 'document');
  for (const { run_id, document } of rows) {
    if (JSON.parse(document).total === 0) {
      await knex('run_costs').where({ run_id }).delete();
    }
  }
};

/**
 * What is not known has no place in the form before; it is asked for again.
 *
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  const rows = await knex('run_costs').select('run_id', 'document');
  for (const { run_id, document } of rows) {
    if (JSON.parse(document).total === null) {
      await knex('run_costs').where({ run_id }).delete();
    }
  }
};
