import {
  cpSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { expect, type APIRequestContext } from '@playwright/test';
import { tokenOf } from './portal';
import { push, writeFiles } from './repository';

const folderOf = (name: string) => path.join('experiments', name);

/** An experiment that a test has put on the main branch. */
export class ScratchExperiment {
  /** The last commit that changed it. */
  commit = '';

  constructor(readonly name: string) {}

  /** Makes it, or changes it, by its files' paths in its folder. */
  write(files: Record<string, string>) {
    this.commit = push(`Change ${this.name}`, folder =>
      writeFiles(path.join(folder, folderOf(this.name)), files),
    );
  }

  /** Makes it like another experiment, with some files of its own. */
  copy(from: string, files: Record<string, string>) {
    this.commit = push(`Add ${this.name}`, root => {
      const folder = path.join(root, folderOf(this.name));
      cpSync(path.join(root, folderOf(from)), folder, { recursive: true });
      for (const entry of readdirSync(folder, {
        recursive: true,
        withFileTypes: true,
      })) {
        if (!entry.isFile()) continue;
        const file = path.join(entry.parentPath, entry.name);
        const text = readFileSync(file, 'utf8');
        writeFileSync(file, text.replaceAll(from, this.name));
      }
      writeFiles(folder, files);
    });
  }

  /** Waits until the portal's catalog has it. */
  async inCatalog(request: APIRequestContext) {
    const headers = {
      Authorization: `Bearer ${await tokenOf(request, 'Grace')}`,
    };
    const entity = `/api/catalog/entities/by-name/component/default/${this.name}`;
    await expect
      .poll(async () => (await request.get(entity, { headers })).status(), {
        timeout: 60_000,
        intervals: [500],
      })
      .toBe(200);
  }

  remove() {
    push(`Remove ${this.name}`, root =>
      rmSync(path.join(root, folderOf(this.name)), { recursive: true }),
    );
  }
}
