import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { turbo } from '../hub/turbo';
import { Counts, jestCounts, sum } from './counts';
import { Runner, outcome } from './runner';

/** Where a package's jest leaves its report; turbo caches it with the result. */
const REPORT = '.turbo/jest.json';

/** Folders of the monorepo's packages that have a script of this name. */
function packagesWith(root: string, script: string): string[] {
  return ['packages', 'plugins'].flatMap(group =>
    readdirSync(path.join(root, group))
      .map(name => path.join(root, group, name))
      .filter(dir => {
        const file = path.join(dir, 'package.json');
        return (
          existsSync(file) &&
          JSON.parse(readFileSync(file, 'utf8')).scripts?.[script] !== undefined
        );
      }),
  );
}

/** ESLint of each package and the one TypeScript program. */
export const lintAndTypes: Runner = async ({ root }) => {
  const { code } = await turbo(root, [
    'lint',
    'tsc',
    '--continue',
    '--output-logs=errors-only',
  ]);
  return outcome('lint and types', code, { passed: 0, failed: 0 });
};

/** The jest tests of all packages that have this script. */
export const jest =
  (script: string, extra: string[] = []): Runner =>
  async ({ root }) => {
    const runner = `jest (${script})`;
    const packages = packagesWith(root, script);
    if (packages.length === 0) {
      return { runner, passed: 0, failed: 0 };
    }
    const reports = packages.map(dir => path.join(dir, REPORT));
    reports.forEach(file => rmSync(file, { force: true }));
    const { code } = await turbo(root, [
      script,
      '--continue',
      '--concurrency=100%',
      '--output-logs=errors-only',
      ...extra,
      '--',
      '--passWithNoTests',
      '--maxWorkers=50%',
      '--json',
      `--outputFile=${REPORT}`,
    ]);
    const counts: Counts[] = reports
      .filter(file => existsSync(file))
      .map(file => jestCounts(readFileSync(file, 'utf8')));
    return outcome(runner, code, sum(counts));
  };
