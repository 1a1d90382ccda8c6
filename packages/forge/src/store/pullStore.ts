import { join } from 'node:path';
import { readJson, writeJson } from './atomicFile';

/** A pull request as it is kept. Times are ISO 8601, ids full. */
export interface PullRecord {
  number: number;
  title: string;
  body: string | null;
  draft: boolean;
  state: 'open' | 'closed';
  /** Branch to merge. */
  headRef: string;
  headSha: string;
  /** Branch to merge into. */
  baseRef: string;
  /** The tip of the base: when opened, and once merged what it was merged onto. */
  baseSha: string;
  /** Author of the branch's last commit when the pull request was opened. */
  author: { name: string; email: string };
  createdAt: string;
  updatedAt: string;
  closedAt: string | null;
  mergedAt: string | null;
  /** The person who merged it, when it was one with a token of their own. */
  mergedBy?: string;
  mergeCommitSha: string | null;
}

interface StoredPulls {
  lastNumber: number;
  pulls: PullRecord[];
}

/**
 * The pull requests, in memory and in one JSON file. Records are values:
 * `save` replaces one. Call it under the forge's lock.
 */
export class PullStore {
  private constructor(
    private readonly path: string,
    private stored: StoredPulls,
  ) {}

  static async open(dir: string): Promise<PullStore> {
    const path = join(dir, 'pulls.json');
    return new PullStore(
      path,
      await readJson<StoredPulls>(path, { lastNumber: 0, pulls: [] }),
    );
  }

  /** All pull requests, newest first. */
  list(): PullRecord[] {
    return [...this.stored.pulls].sort((a, b) => b.number - a.number);
  }

  get(number: number): PullRecord | undefined {
    return this.stored.pulls.find(pull => pull.number === number);
  }

  /** The number that the next new pull request gets. */
  nextNumber(): number {
    return this.stored.lastNumber + 1;
  }

  async save(record: PullRecord): Promise<void> {
    const others = this.stored.pulls.filter(
      pull => pull.number !== record.number,
    );
    const next = {
      lastNumber: Math.max(this.stored.lastNumber, record.number),
      pulls: [...others, record],
    };
    await writeJson(this.path, next);
    this.stored = next;
  }
}
