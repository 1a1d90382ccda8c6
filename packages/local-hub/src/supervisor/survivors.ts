import path from 'node:path';
import { isAlive } from './procfs';
import { RunRecord, RunRecords } from './runRecord';
import { runToEnd } from './spawn';
import { terminateGroup } from './terminate';

/** Ends the process of a run record, and what outlives it, and forgets it. */
export async function endRecorded(
  record: RunRecord,
  records: RunRecords,
  logDir: string,
): Promise<void> {
  await terminateGroup(record.pid, record.startTime, record.graceMs);
  if (record.afterStop) {
    const log = path.join(logDir, `${record.name}.log`);
    // Its binary may be gone by now; the rest must end all the same.
    await runToEnd(record.afterStop, log).catch(() => {});
  }
  records.remove(record.name);
}

/** Names of components that still run, whether or not a supervisor does. */
export const survivors = (recordDir: string): string[] =>
  new RunRecords(recordDir)
    .list()
    .filter(({ pid, startTime }) => isAlive(pid, startTime))
    .map(({ name }) => name);

/**
 * Ends all that a supervisor which is no longer there left running, the latest
 * started first. Returns the names of those that it ended.
 */
export async function endSurvivors(
  recordDir: string,
  logDir: string,
): Promise<string[]> {
  const records = new RunRecords(recordDir);
  const list = records.list();
  for (const record of list) await endRecorded(record, records, logDir);
  return list.map(record => record.name);
}
