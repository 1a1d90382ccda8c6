import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { REPO_ROOT } from '../root';
import { PlatformTree } from '../tree';
import { checkTree, rules } from '.';

const FIXTURES = path.join(__dirname, '__fixtures__');

/** A change of the tree that a rule must find. */
interface Fixture {
  /** The rule that finds it, and no other does. */
  rule: string;
  /** Part of what it says. */
  says: string;
  /** The file that it names. */
  file: string;
  /** Replaces a text, once, in files of the tree; or writes whole files. */
  replace?: Record<string, Record<string, string>>;
  write?: Record<string, string>;
}

const tree = PlatformTree.read(REPO_ROOT);

function changed({ replace = {}, write = {} }: Fixture): PlatformTree {
  return tree.with([
    ...Object.entries(replace).map(([file, changes]): [string, string] => [
      file,
      Object.entries(changes).reduce((text, [from, to]) => {
        // Else the fixture would test nothing once the tree is changed.
        expect(text).toContain(from);
        return text.replace(from, () => to);
      }, tree.files.get(file)!),
    ]),
    ...Object.entries(write),
  ]);
}

const fixtures = readdirSync(FIXTURES).map((name): [string, Fixture] => [
  name.replace('.yaml', ''),
  parse(readFileSync(path.join(FIXTURES, name), 'utf8')),
]);

describe('rules of the tree', () => {
  it.each(rules.map(rule => [rule.name, rule] as const))(
    '%s holds',
    (_name, rule) => {
      expect(rule.check(tree)).toEqual([]);
    },
  );

  it.each(fixtures)('must fail: %s', (_name, fixture) => {
    const found = checkTree(changed(fixture));
    expect(found).not.toEqual([]);
    for (const finding of found) {
      expect(finding).toEqual({
        rule: fixture.rule,
        file: fixture.file,
        message: expect.stringContaining(fixture.says),
      });
    }
  });

  it('has a fixture that must fail for every rule', () => {
    const covered = new Set(fixtures.map(([, { rule }]) => rule));
    expect(rules.map(({ name }) => name).filter(n => !covered.has(n))).toEqual(
      [],
    );
  });
});
