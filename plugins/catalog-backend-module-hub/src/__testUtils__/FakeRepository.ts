import { UrlReaderService } from '@backstage/backend-plugin-api';
import { NotFoundError, NotModifiedError } from '@backstage/errors';
import { mockServices } from '@backstage/backend-test-utils';

/** A repository in memory, read as a forge's UrlReader would. */
export class FakeRepository {
  readonly files = new Map<string, string>();
  down = false;
  private version = 1;

  constructor(private readonly root: string) {}

  /** Sets (or with undefined deletes) files, as one commit. */
  commit(changes: Record<string, string | undefined>) {
    this.version += 1;
    for (const [path, text] of Object.entries(changes)) {
      if (text === undefined) {
        this.files.delete(path);
      } else {
        this.files.set(path, text);
      }
    }
  }

  urlReader(): UrlReaderService {
    return mockServices.urlReader.mock({
      search: async url => {
        this.assertUp();
        const pattern = new RegExp(
          `^${url.slice(this.root.length).replace(/\*/g, '[^/]*')}$`,
        );
        return {
          etag: `commit-${this.version}`,
          files: [...this.files]
            .filter(([path]) => pattern.test(path))
            .map(([path, text]) => ({
              url: `${this.root}${path}`,
              content: async () => Buffer.from(text),
            })),
        };
      },
      readUrl: async (url, options) => {
        this.assertUp();
        const text = this.files.get(url.slice(this.root.length));
        if (text === undefined) {
          throw new NotFoundError(`${url} is not in the repository`);
        }
        if (options?.etag === text) {
          throw new NotModifiedError();
        }
        return { buffer: async () => Buffer.from(text), etag: text };
      },
    });
  }

  private assertUp() {
    if (this.down) {
      throw new Error('connect ECONNREFUSED');
    }
  }
}
