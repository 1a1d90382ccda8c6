import { join } from 'node:path';
import { readJson, writeJson } from './atomicFile';

interface StoredRefs {
  createdAt: string;
  refs: Record<string, string>;
}

/**
 * The refs as they were last announced. What differs from git's own is a push
 * that nobody has heard of yet, whoever made it and when.
 */
export class RefStore {
  private constructor(
    private readonly path: string,
    private stored: StoredRefs,
  ) {}

  static async open(dir: string): Promise<RefStore> {
    const path = join(dir, 'refs.json');
    const fresh = { createdAt: new Date().toISOString(), refs: {} };
    return new RefStore(path, await readJson<StoredRefs>(path, fresh));
  }

  /** When the forge first opened its repository, ISO 8601. */
  get createdAt(): string {
    return this.stored.createdAt;
  }

  announced(): Map<string, string> {
    return new Map(Object.entries(this.stored.refs));
  }

  async save(refs: Map<string, string>): Promise<void> {
    const next = {
      createdAt: this.stored.createdAt,
      refs: Object.fromEntries(refs),
    };
    await writeJson(this.path, next);
    this.stored = next;
  }
}
