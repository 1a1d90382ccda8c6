import { spawn } from 'node:child_process';
import { findProgram } from '@illm-lab/local-hub/host';

/** What opens an address, as desktops and WSL2 have it; the first that is there. */
const OPENERS = ['wslview', 'xdg-open', 'open'];

/** Opens an address in the person's browser; false where there is nothing to open it with. */
export function openPage(url: string): boolean {
  const opener = OPENERS.map(name => findProgram(name)).find(Boolean);
  if (!opener) return false;
  const child = spawn(opener, [url], { detached: true, stdio: 'ignore' });
  child.on('error', () => {});
  child.unref();
  return true;
}
