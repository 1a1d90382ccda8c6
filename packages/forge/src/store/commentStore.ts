import { join } from 'node:path';
import { readJson, writeJson } from './atomicFile';

/** A comment on a pull request, as it is kept. Times are ISO 8601. */
export interface CommentRecord {
  id: number;
  /** Number of the pull request. */
  pull: number;
  author: string;
  /** Markdown. */
  body: string;
  createdAt: string;
  updatedAt: string;
}

interface Stored {
  lastId: number;
  comments: CommentRecord[];
}

/** The comments, in memory and in one JSON file. Call `save` under the forge's lock. */
export class CommentStore {
  private constructor(private readonly path: string, private stored: Stored) {}

  static async open(dir: string): Promise<CommentStore> {
    const path = join(dir, 'comments.json');
    return new CommentStore(
      path,
      await readJson<Stored>(path, { lastId: 0, comments: [] }),
    );
  }

  /** Those of a pull request, oldest first. */
  of(pull: number): CommentRecord[] {
    return this.stored.comments
      .filter(one => one.pull === pull)
      .sort((a, b) => a.id - b.id);
  }

  get(id: number): CommentRecord | undefined {
    return this.stored.comments.find(one => one.id === id);
  }

  nextId(): number {
    return this.stored.lastId + 1;
  }

  async save(comment: CommentRecord): Promise<void> {
    const next = {
      lastId: Math.max(this.stored.lastId, comment.id),
      comments: [
        ...this.stored.comments.filter(one => one.id !== comment.id),
        comment,
      ],
    };
    await writeJson(this.path, next);
    this.stored = next;
  }
}
