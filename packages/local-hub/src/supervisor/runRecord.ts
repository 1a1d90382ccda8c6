import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { writeFileAtomic } from './atomicFile';
import { Launch } from './types';

/** What a later supervisor must know of a process to adopt it or to end it. */
export interface RunRecord {
  name: string;
  pid: number;
  startTime: string;
  /** Identity of the launch: another hash means another process is wanted. */
  hash: string;
  startedAt: string;
  graceMs: number;
  /** To be run once the process has been stopped for good. */
  afterStop?: Launch;
}

/** Identity of a launch. */
export const launchHash = (launch: Launch) =>
  createHash('sha256').update(JSON.stringify(launch)).digest('hex');

/** Run records of one hub, one file per component in `dir`. */
export class RunRecords {
  constructor(private readonly dir: string) {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
  }

  private file(name: string) {
    return path.join(this.dir, `${name}.json`);
  }

  read(name: string): RunRecord | undefined {
    try {
      return JSON.parse(readFileSync(this.file(name), 'utf8'));
    } catch {
      // Absent, or cut off by a full disk: then nothing can be adopted.
      return undefined;
    }
  }

  write(record: RunRecord): void {
    writeFileAtomic(this.file(record.name), JSON.stringify(record, null, 2));
  }

  remove(name: string): void {
    rmSync(this.file(name), { force: true });
  }

  /** All records, the latest started first. */
  list(): RunRecord[] {
    return readdirSync(this.dir)
      .filter(file => file.endsWith('.json'))
      .flatMap(file => this.read(file.slice(0, -'.json'.length)) ?? [])
      .sort((a, b) => b.startedAt.localeCompare(a.startedAt));
  }
}
