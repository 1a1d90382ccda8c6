import { readFileSync } from 'node:fs';
import { component } from './hub';

/** What the hub's node agent was started with, such as `--lb-cidr`; undefined: nothing. */
export function nodeAgentFlag(name: string): string | undefined {
  const { pid } = component('node-agent');
  return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
    .split('\0')
    .find(arg => arg.startsWith(`${name}=`))
    ?.slice(name.length + 1);
}
