import { LoggerService } from '@backstage/backend-plugin-api';
import { parse } from 'yaml';
import { z } from 'zod';
import { RepositoryReader } from '../experiments/RepositoryReader';
import { DeclaredVersions, UNDECLARED } from './versions';

/** Where the repository says which versions Talos machines should run. */
export const DECLARED_PATH = 'platform/targets/talos/talenv.yaml';
const EVERY_MS = 60_000;

const schema = z.object({
  talosVersion: z.string().optional(),
  kubernetesVersion: z.string().optional(),
});

/** Reads the declared versions from the main branch, now and then. */
export class DeclaredReader {
  private declared = UNDECLARED;
  private commit?: string;
  private askedAt = 0;

  constructor(
    private readonly repository: Pick<
      RepositoryReader,
      'lastKnownHead' | 'read'
    >,
    private readonly logger: LoggerService,
  ) {}

  /** What was declared when it could be read last. */
  current(): DeclaredVersions {
    return this.declared;
  }

  /** Reads anew when it is due; keeps what it knows when that fails. */
  async poll(): Promise<void> {
    if (Date.now() - this.askedAt < EVERY_MS) return;
    this.askedAt = Date.now();
    try {
      const commit = await this.repository.lastKnownHead();
      if (commit === this.commit) return;
      const text = await this.repository.read(DECLARED_PATH, commit);
      const { talosVersion, kubernetesVersion } = schema.parse(
        text === undefined ? {} : parse(text),
      );
      this.declared = {
        talos: talosVersion ?? null,
        kubernetes: kubernetesVersion ?? null,
      };
      this.commit = commit;
    } catch (error) {
      this.logger.debug(
        `Declared versions (${DECLARED_PATH}): ${(error as Error).message}`,
      );
    }
  }
}
