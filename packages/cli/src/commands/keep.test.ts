import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Place } from '../hub/place';
import { run } from '../program';

let at: Place;
jest.mock('../hub/place', () => ({
  ...jest.requireActual('../hub/place'),
  place: () => at,
}));

const git = (folder: string, ...args: string[]) =>
  execFileSync('git', args, {
    cwd: folder,
    encoding: 'utf8',
    env: {
      PATH: process.env.PATH,
      ...Object.fromEntries(
        ['AUTHOR', 'COMMITTER'].flatMap(who => [
          [`GIT_${who}_NAME`, 'a'],
          [`GIT_${who}_EMAIL`, 'a@b'],
        ]),
      ),
    },
  });
const commit = (folder: string, message: string) =>
  git(folder, 'commit', '-q', '--allow-empty', '-m', message);

jest.setTimeout(60_000);

describe('what would be lost', () => {
  let dir: string;
  let said: string;
  beforeEach(() => {
    dir = mkdtempSync(path.join(tmpdir(), 'keep-'));
    at = { root: path.join(dir, 'checkout'), stateDir: path.join(dir, 'lab') };
    const forge = path.join(at.stateDir, 'forge', 'repository.git');
    for (const folder of [at.root, forge, path.join(at.stateDir, 'run')]) {
      mkdirSync(folder, { recursive: true });
    }
    // The program says of which version it is.
    writeFileSync(path.join(at.root, 'package.json'), '{"version": "1.0.0"}');
    git(at.root, 'init', '-q', '-b', 'main');
    commit(at.root, 'Start');
    git(dir, 'clone', '-q', '--bare', at.root, forge);
    said = '';
    jest.spyOn(process.stderr, 'write').mockImplementation(text => {
      said += text;
      return true;
    });
    jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  });
  afterEach(() => {
    jest.restoreAllMocks();
    rmSync(dir, { recursive: true, force: true });
  });

  /** Somebody merges in the forge. */
  function merge() {
    const clone = path.join(dir, 'clone');
    git(dir, 'clone', '-q', `${at.stateDir}/forge/repository.git`, clone);
    commit(clone, 'A merge');
    git(clone, 'push', '-q', 'origin', 'main');
  }

  it('is removed by a purge only when that is said', async () => {
    merge();
    expect(await run(['down', '--purge'])).toBe(1);
    expect(said).toContain('they would be lost: main (1 commit)');
    expect(said).toContain('./lab down --purge --force');
    expect(existsSync(at.stateDir)).toBe(true);
    expect(await run(['down', '--purge', '--force'])).toBe(0);
    expect(existsSync(at.stateDir)).toBe(false);
  });

  it('goes once it is fetched as the message says', async () => {
    merge();
    await run(['down', '--purge']);
    const [, command] = /here: (git .*)/.exec(said)!;
    execFileSync('/bin/sh', ['-c', command], { cwd: at.root, stdio: 'ignore' });
    expect(await run(['down', '--purge'])).toBe(0);
    expect(existsSync(at.stateDir)).toBe(false);
  });

  it('stays when nobody can say what it is', async () => {
    rmSync(path.join(at.root, '.git'), { recursive: true });
    expect(await run(['down', '--purge'])).toBe(1);
    expect(said).toContain("It can't be said whether the forge has");
    expect(existsSync(at.stateDir)).toBe(true);
    expect(await run(['down', '--force'])).toBe(2);
  });

  it('is not saved where it would be lost with the rest, nor over something', async () => {
    expect(await run(['backup', path.join(at.stateDir, 'mine')])).toBe(1);
    expect(said).toContain("is inside the hub's state");
    expect(await run(['backup', at.root])).toBe(1);
    expect(said).toContain('is there already. Name a new folder.');
    expect(await run(['backup'])).toBe(1);
    expect(said).toContain('The hub does not run');
    expect(readdirSync(dir).sort()).toEqual(['checkout', 'lab']);
  });

  it('is not replaced by what is no backup', async () => {
    expect(await run(['restore', at.root])).toBe(1);
    expect(said).toContain('is no backup: it has no manifest.json');
    expect(said).not.toContain('LAB_DEBUG');
  });
});
