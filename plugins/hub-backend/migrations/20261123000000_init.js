/**
 * Times are RFC 3339 texts in UTC, so that they sort and read the same in every
 * database.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('runs', table => {
    table.comment(
      'Every run that was started or seen; kept when its Workflow is gone',
    );
    table.string('id', 63).primary();
    table.string('experiment', 63).notNullable();
    table
      .integer('number')
      .notNullable()
      .comment('Counts the experiment’s runs');
    table.string('phase', 16).notNullable();
    table.text('message').nullable();
    table.string('created_at', 32).notNullable();
    table.string('started_at', 32).nullable();
    table.string('finished_at', 32).nullable();
    table.string('requested_by').nullable().comment('Entity ref of a user');
    table.string('idempotency_key', 200).nullable();
    table.string('commit', 64).nullable();
    table.text('parameters').notNullable().comment('JSON object of strings');
    table.boolean('kept').notNullable().defaultTo(false);
    table
      .string('workflow_uid', 64)
      .nullable()
      .comment('Null until the hub has taken the run');
    table
      .bigInteger('revision')
      .notNullable()
      .defaultTo(0)
      .comment(
        'resourceVersion of what was seen last; older news are not written',
      );
    table.text('stages').notNullable().comment('JSON of the stages seen last');
    table.unique(['experiment', 'number']);
    table.unique(['requested_by', 'idempotency_key']);
    table.index(['created_at', 'id']);
    table.index(['experiment', 'created_at', 'id']);
    table.index(['finished_at']);
  });
  await knex.schema.createTable('results', table => {
    table.comment('Measurements of runs');
    table.string('run_id', 63).primary();
    table.string('verdict', 16).notNullable();
    table.text('message').notNullable();
    table.text('document').notNullable().comment('JSON of the whole result');
  });
  await knex.schema.createTable('logs', table => {
    table.comment('What the steps of runs wrote');
    table.string('run_id', 63).notNullable();
    table.string('stage_id', 253).notNullable();
    table.text('text').notNullable();
    table
      .string('last_time', 40)
      .notNullable()
      .comment('Time stamp of the last line that is in the text');
    table
      .integer('last_count')
      .notNullable()
      .comment('How many lines with that time stamp are in the text');
    table.boolean('complete').notNullable().comment('Nothing more will come');
    table.primary(['run_id', 'stage_id']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('logs');
  await knex.schema.dropTable('results');
  await knex.schema.dropTable('runs');
};
