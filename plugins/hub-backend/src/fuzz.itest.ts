import { mockCredentials } from '@backstage/backend-test-utils';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { EXPERIMENT_FILES } from './__testUtils__/fixtures';
import { startHub } from './__testUtils__/startHub';
import { spec } from './schema/openapi.generated';

// From the package index, into a Python environment of its own.
const SCHEMATHESIS = '4.32.5';
const SEED = 20261201;

jest.setTimeout(600_000);
const run = promisify(execFile);

const cache =
  process.env.LAB_CACHE ??
  path.join(
    process.env.XDG_CACHE_HOME ?? path.join(homedir(), '.cache'),
    'illm-lab',
  );

/** The tool's program; installs it when it is not in the cache yet. */
async function schemathesis(): Promise<string> {
  const home = path.join(cache, `schemathesis-${SCHEMATHESIS}`);
  const program = path.join(home, 'bin/schemathesis');
  if (!existsSync(program)) {
    await mkdir(cache, { recursive: true });
    // A Python environment can't be moved: its programs name its folder.
    await rm(home, { recursive: true, force: true });
    await run('python3', ['-m', 'venv', home]);
    await run(path.join(home, 'bin/pip'), [
      ...['install', '--quiet', '--disable-pip-version-check'],
      `schemathesis==${SCHEMATHESIS}`,
    ]).catch(async error => {
      await rm(home, { recursive: true, force: true });
      throw error;
    });
  }
  return program;
}

// 503 says which source is away: some are, in this test.
const CONFIG = `[checks.not_a_server_error]
expected-statuses = ["2xx", "3xx", "4xx", 503]
`;

let hub: Awaited<ReturnType<typeof startHub>>;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'fuzz-'));
  hub = await startHub();
  for (const [file, text] of Object.entries(EXPERIMENT_FILES)) {
    hub.forge.files.set(file, text);
  }
});
afterAll(async () => {
  await hub?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Every operation but the stream, which has no end. */
async function fuzz(who: string | undefined): Promise<string> {
  const schema = path.join(folder, 'openapi.json');
  const { '/events': _, ...paths } = spec.paths as Record<string, unknown>;
  await writeFile(schema, JSON.stringify({ ...spec, paths }));
  const config = path.join(folder, 'schemathesis.toml');
  await writeFile(config, CONFIG);
  return run(
    await schemathesis(),
    [
      ...['--config-file', config],
      ...['run', schema, '--url', hub.baseUrl],
      ...['--phases', 'examples,coverage,fuzzing'],
      ...['--max-examples', '15', '--seed', String(SEED)],
      ...[
        '--checks',
        'not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance',
      ],
      ...['--continue-on-failure', '--no-color', '--warnings', 'off'],
      ...(who
        ? [
            '--header',
            `Authorization: ${mockCredentials.user.header(
              `user:default/${who}`,
            )}`,
          ]
        : []),
    ],
    { cwd: folder, maxBuffer: 64 * 1024 * 1024 },
  ).then(
    () => '',
    error => `${error.stdout}\n${error.stderr}`,
  );
}

describe('the API, fuzzed by its own description', () => {
  it.each([
    ['a person of many rights', 'ada'],
    ['a person of few', 'linus'],
    ['nobody', undefined],
  ])('answers %s as it says that it does', async (_title, who) => {
    expect(await fuzz(who)).toBe('');
  });
});
