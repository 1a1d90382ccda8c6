import { readdirSync, readFileSync } from 'node:fs';

function read(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    // It ended meanwhile, or is another user's.
    return '';
  }
}

/** State of a socket that listens, in /proc/net/tcp. */
const LISTEN = '0A';

/** TCP ports of this host that are open on an address. */
export function portsOpenOn(address: string): number[] {
  // The kernel prints the address as one number, lowest byte first.
  const wanted = address
    .split('.')
    .map(byte => Number(byte).toString(16).padStart(2, '0'))
    .reverse()
    .join('')
    .toUpperCase();
  return readFileSync('/proc/net/tcp', 'utf8')
    .split('\n')
    .slice(1)
    .map(line => line.trim().split(/\s+/))
    .filter(([, local, , state]) => {
      return state === LISTEN && local.startsWith(`${wanted}:`);
    })
    .map(([, local]) => parseInt(local.split(':')[1], 16));
}

/**
 * Names of this host's processes whose command line or environment holds one
 * of these words, such as a run's id or a pod's uid.
 */
export function processesWith(words: string[]): string[] {
  return readdirSync('/proc')
    .filter(pid => /^\d+$/.test(pid) && Number(pid) !== process.pid)
    .filter(pid => {
      const text = read(pid, 'cmdline') + read(pid, 'environ');
      return words.some(word => text.includes(word));
    })
    .map(pid => read(pid, 'comm').trim())
    .filter(name => name !== '' && name !== 'kubectl');
}
