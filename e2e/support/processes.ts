import { readdirSync, readFileSync } from 'node:fs';

function read(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    // It ended meanwhile, or is another user's.
    return '';
  }
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
