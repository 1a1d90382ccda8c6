import { syncHead } from '@illm-lab/forge';
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** A forge's repository with one commit and one pull request's ref. */
export async function openForgeRepository(dir: string): Promise<void> {
  const checkout = path.join(dir, '..', '..', 'checkout');
  mkdirSync(checkout);
  const git = (...args: string[]) =>
    execFileSync('git', args, {
      cwd: checkout,
      env: {
        PATH: process.env.PATH,
        GIT_AUTHOR_NAME: 'a',
        GIT_AUTHOR_EMAIL: 'a@b',
        GIT_COMMITTER_NAME: 'a',
        GIT_COMMITTER_EMAIL: 'a@b',
      },
    });
  git('init', '-q', '-b', 'main');
  writeFileSync(path.join(checkout, 'README.md'), '# Kept\n');
  git('add', '-A');
  git('commit', '-qm', 'First');
  await syncHead({ checkout, dir });
  git(
    `--git-dir=${path.join(dir, 'repository.git')}`,
    ...['update-ref', 'refs/pull/1/head', 'refs/heads/main'],
  );
}
