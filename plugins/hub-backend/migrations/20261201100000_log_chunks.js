/** Rows that are taken over at once; each may hold a log of 1 MiB. */
const BATCH = 50;

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('log_chunks', table => {
    table.comment('Texts of logs, in the pieces in which they came');
    table.string('run_id', 63).notNullable();
    table.string('stage_id', 253).notNullable();
    table
      .integer('offset')
      .notNullable()
      .comment('Where the piece begins, in UTF-16 code units');
    table.text('text').notNullable();
    table.primary(['run_id', 'stage_id', 'offset']);
  });
  await knex.schema.alterTable('logs', table => {
    table
      .integer('length')
      .notNullable()
      .defaultTo(0)
      .comment('Of all pieces together, in UTF-16 code units');
  });
  for await (const rows of batches(knex)) {
    for (const { run_id, stage_id, text } of rows) {
      const at = { run_id, stage_id };
      if (text) {
        await knex('log_chunks').insert({ ...at, offset: 0, text });
      }
      await knex('logs').where(at).update({ length: text.length });
    }
  }
  await knex.schema.alterTable('logs', table => {
    table.dropColumn('text');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('logs', table => {
    table.text('text').notNullable().defaultTo('');
  });
  for await (const rows of batches(knex)) {
    for (const { run_id, stage_id } of rows) {
      const at = { run_id, stage_id };
      const pieces = await knex('log_chunks').where(at).orderBy('offset');
      await knex('logs')
        .where(at)
        .update({ text: pieces.map(piece => piece.text).join('') });
    }
  }
  await knex.schema.alterTable('logs', table => {
    table.dropColumn('length');
  });
  await knex.schema.dropTable('log_chunks');
};

/** All logs, some at a time. */
async function* batches(knex) {
  let last = { run_id: '', stage_id: '' };
  for (;;) {
    const rows = await knex('logs')
      .whereRaw('(run_id, stage_id) > (?, ?)', [last.run_id, last.stage_id])
      .orderBy(['run_id', 'stage_id'])
      .limit(BATCH);
    if (rows.length === 0) return;
    yield rows;
    last = rows[rows.length - 1];
  }
}
