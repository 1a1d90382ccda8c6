import { openForgeRepository } from './forgeRepository';
import Database from 'better-sqlite3';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { layout, Layout } from '../../hub/layout';
import { createBackup } from '../index';

/** The checkout that the tests are part of. */
export const REPO_ROOT = path.resolve(__dirname, '../../../../..');

function program(folder: string, name: string, script: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return file;
}

/**
 * A hub's state with a real repository and real databases, and stand-ins for
 * what needs a running etcd; the integration test has the real ones.
 */
export class FakeHub {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'backup-'));
  readonly layout: Layout = layout(path.join(this.folder, 'lab'), 7100);
  readonly tools = {
    etcdctl: program(
      this.folder,
      'etcdctl',
      'for last; do :; done; echo snapshot > "$last"',
    ),
    etcdutl: program(
      this.folder,
      'etcdutl',
      `[ "$2" = status ] && exit
for one; do case $one in --data-dir=*) mkdir -p "\${one#*=}"; cp "$3" "\${one#*=}/db";; esac; done`,
    ),
    kubectl: program(this.folder, 'kubectl', `echo '{"items": []}'`),
  };

  constructor() {
    this.write('secrets/forge-token', 'secret');
    this.write('pki/etcd-ca.key', 'key');
    this.write('pki/half-written.tmp', 'nothing');
    this.write('run/supervisor.json', '{}');
    this.write('logs/etcd.log', 'much');
    this.write('forge/pulls.json', '{"lastNumber":1}');
    // of a part that nobody here knows of
    this.write('later/data.rdb', 'kept');
    this.write('node/pods/web/record.json', '{}');
    this.write('node/volumes/pvc-1/data', 'orders');
    chmodSync(this.layout.path('node/volumes/pvc-1/data'), 0o640);
    symlinkSync('data', this.layout.path('node/volumes/pvc-1/current'));
    mkdirSync(this.layout.path('portal'));
    const database = new Database(this.layout.path('portal', 'hub.sqlite'));
    database.exec(`create table knex_migrations (name text);
      insert into knex_migrations values ('20261123000000_init.js');
      create table runs (id text); insert into runs values ('demo-abcde')`);
    database.close();
  }

  path = (...parts: string[]) => path.join(this.folder, ...parts);

  write(file: string, content: string): void {
    const target = this.layout.path(file);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, content);
  }

  /** With its repository, which takes a moment. */
  static async create(): Promise<FakeHub> {
    const hub = new FakeHub();
    await openForgeRepository(hub.layout.path('forge'));
    return hub;
  }

  backUp(folder = this.path('backup')) {
    return createBackup({
      repoRoot: REPO_ROOT,
      layout: this.layout,
      folder,
      tools: this.tools,
    });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
