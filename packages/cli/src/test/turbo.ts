import { HostCheck, checkServers } from '@illm-lab/local-hub/host';
import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { describeCheck } from '../hub/checks';
import { installMissing, mayInstall } from '../hub/install';
import { turbo } from '../hub/turbo';
import { Terminal } from '../terminal';
import { jestCounts, sum } from './counts';
import { Runner, outcome } from './runner';
import { withTools } from './tools';

/** Where a package's jest leaves its report; turbo caches it with the result. */
const REPORT = '.turbo/jest.json';
/** How a package of ours that tests with jest calls it. */
const JEST = 'backstage-cli package test';
/** Needs a database server and a balancer beside the hub's tools. */
const NEEDS_SERVERS = '@illm-lab/portal-checks';

interface JestPackage {
  name: string;
  dir: string;
}

/** The packages whose script of this name is jest. */
function jestPackages(root: string, script: string): JestPackage[] {
  return ['packages', 'plugins'].flatMap(group =>
    readdirSync(path.join(root, group)).flatMap(folder => {
      const dir = path.join(root, group, folder);
      const file = path.join(dir, 'package.json');
      if (!existsSync(file)) {
        return [];
      }
      const { name, scripts } = JSON.parse(readFileSync(file, 'utf8'));
      return scripts?.[script]?.startsWith(JEST) ? [{ name, dir }] : [];
    }),
  );
}

/** ESLint or vet of each package, and the one TypeScript program. */
export const lintAndTypes: Runner = async ({ root }) => {
  const { code } = await turbo(root, [
    'lint',
    'tsc',
    '--continue',
    '--concurrency=100%',
    '--output-logs=errors-only',
  ]);
  // Neither counts as a test; a failure must show in the sum all the same.
  return { runner: 'lint and types', passed: 0, failed: code === 0 ? 0 : 1 };
};

async function jest(
  runner: string,
  root: string,
  script: string,
  { concurrency = '100%', without = [] as string[] } = {},
) {
  const packages = jestPackages(root, script).filter(
    ({ name }) => !without.includes(name),
  );
  const reports = packages.map(({ dir }) => path.join(dir, REPORT));
  reports.forEach(file => rmSync(file, { force: true }));
  const { code } = await turbo(root, [
    script,
    ...packages.map(({ name }) => `--filter=${name}`),
    '--continue',
    `--concurrency=${concurrency}`,
    '--output-logs=errors-only',
    '--',
    '--passWithNoTests',
    '--maxWorkers=1',
    '--json',
    `--outputFile=${REPORT}`,
  ]);
  const counts = reports
    .filter(file => existsSync(file))
    .map(file => jestCounts(readFileSync(file, 'utf8')));
  return outcome(runner, code, sum(counts));
}

/** The jest tests of all packages; those that did not change are cached. */
export const jestUnit: Runner = ({ root }) => jest('jest', root, 'test');

/** The jest tests against real parts, which are built first. */
export const jestIntegration: Runner = async ({ root }, terminal) => {
  const missing = await missingServers(terminal);
  const left = missing.length > 0 ? `; left out: ${NEEDS_SERVERS}` : '';
  missing.forEach(check => terminal.progress(describeCheck(check)));
  return withTools(root, terminal, () =>
    // One hub after the other: each takes two gigabytes and both cores.
    jest(`jest (integration${left})`, root, 'test:integration', {
      concurrency: '1',
      without: missing.length > 0 ? [NEEDS_SERVERS] : [],
    }),
  );
};

/**
 * Installs the servers that tests need. Answers with those that are missing and
 * can't be had here; where they could be had, their tests run, and fail by name.
 */
async function missingServers(terminal: Terminal): Promise<HostCheck[]> {
  await installMissing(checkServers(), terminal);
  return mayInstall() ? [] : checkServers().filter(({ ok }) => !ok);
}
