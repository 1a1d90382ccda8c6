import { HostCheck } from '@illm-lab/local-hub/host';
import { findProgram } from '@illm-lab/local-hub/host';
import { Terminal } from '../terminal';
import { runCommand } from './process';

/** Whether packages may be installed: root on a system with apt. */
export const mayInstall = () =>
  process.getuid?.() === 0 && findProgram('apt-get') !== undefined;

/**
 * Installs with apt what the checks miss, where that is allowed; elsewhere the
 * checks' remedies name the command.
 *
 * @returns whether anything was installed, so that checking again pays
 */
export async function installMissing(
  checks: HostCheck[],
  terminal: Terminal,
): Promise<boolean> {
  const packages = [
    ...new Set(
      checks.flatMap(({ ok, installable }) => (ok ? [] : installable ?? [])),
    ),
  ];
  if (packages.length === 0 || !mayInstall()) {
    return false;
  }
  terminal.progress(`Installing ${packages.join(', ')}`);
  const apt = (...args: string[]) =>
    runCommand('apt-get', args, {
      cwd: '/',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  const install = [
    'install',
    '--yes',
    '--quiet',
    '--no-install-recommends',
    ...packages,
  ];
  if ((await apt(...install)).code === 0) {
    return true;
  }
  // A fresh container has no package lists yet.
  await apt('update', '--quiet');
  if ((await apt(...install)).code === 0) {
    return true;
  }
  terminal.progress(
    `They could not be installed: apt-get ${install.join(' ')}`,
  );
  return false;
}
