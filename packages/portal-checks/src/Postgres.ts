import { ChildProcess, spawn } from 'node:child_process';
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client, QueryResultRow } from 'pg';
import { freePorts } from './ports';
import { end, eventually, run, server } from './programs';

const SUPERUSER = 'postgres';
const PASSWORD = 'only-on-loopback';

/**
 * A real PostgreSQL on loopback with a folder of its own. As CloudNativePG makes
 * it: the user `portal` owns the database `portal` and may create no other.
 */
export class Postgres {
  readonly user = 'portal';
  readonly password = PASSWORD;
  readonly database = 'portal';

  private constructor(
    readonly port: number,
    private readonly folder: string,
    private readonly child: ChildProcess,
  ) {}

  static async start(): Promise<Postgres> {
    const folder = mkdtempSync(path.join(tmpdir(), 'portal-pg-'));
    const data = path.join(folder, 'data');
    const passwordFile = path.join(folder, 'password');
    writeFileSync(passwordFile, PASSWORD);
    const owner = await ownerOf([folder, passwordFile]);
    await run(
      server('initdb'),
      [
        ...['-D', data, '-U', SUPERUSER, '--auth=scram-sha-256'],
        ...[`--pwfile=${passwordFile}`, '--no-sync', '--encoding=UTF8'],
        '--locale=C.UTF-8',
      ],
      { ...owner, cwd: folder },
    );
    const [port] = await freePorts(1);
    const child = spawn(
      server('postgres'),
      [
        ...['-D', data, '-p', `${port}`, '-k', folder],
        ...['-c', 'listen_addresses=127.0.0.1', '-c', 'fsync=off'],
      ],
      { ...owner, cwd: folder, stdio: 'ignore' },
    );
    const postgres = new Postgres(port, folder, child);
    await eventually(() => postgres.asSuperuser('select 1'));
    await postgres.asSuperuser(
      `create role portal login password '${PASSWORD}'`,
    );
    await postgres.asSuperuser('create database portal owner portal');
    return postgres;
  }

  /** Rows of a query on the portal's database. */
  query<R extends QueryResultRow>(sql: string): Promise<R[]> {
    return this.ask<R>(sql, this.user, this.database);
  }

  /** Loses all that the database holds. */
  async empty(): Promise<void> {
    await this.asSuperuser('drop database portal with (force)');
    await this.asSuperuser('create database portal owner portal');
  }

  async stop(): Promise<void> {
    await end(this.child, 'SIGINT');
    rmSync(this.folder, { recursive: true, force: true });
  }

  private asSuperuser(sql: string) {
    return this.ask(sql, SUPERUSER, SUPERUSER);
  }

  private async ask<R extends QueryResultRow>(
    sql: string,
    user: string,
    database: string,
  ): Promise<R[]> {
    const { port, password } = this;
    const host = '127.0.0.1';
    const client = new Client({ host, port, user, password, database });
    await client.connect();
    try {
      return (await client.query<R>(sql)).rows;
    } finally {
      await client.end();
    }
  }
}

/** PostgreSQL refuses to run as root: then it runs as Debian's user for it. */
async function ownerOf(
  files: string[],
): Promise<{ uid?: number; gid?: number }> {
  if (process.getuid?.() !== 0) return {};
  const id = async (flag: string) =>
    Number((await run('id', [flag, SUPERUSER])).stdout);
  const [uid, gid] = [await id('-u'), await id('-g')];
  files.forEach(file => chownSync(file, uid, gid));
  return { uid, gid };
}
