import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

/** State folder of the hub under test, beside the checkout by default. */
export const STATE =
  process.env.LAB_STATE ?? path.join(__dirname, '..', '..', '.lab');

/** One of the hub's own secrets, such as `forge-token`. */
export const secret = (name: string) =>
  readFileSync(path.join(STATE, 'secrets', name), 'utf8').trim();

/** One process of the hub, as `lab status --json` gives it. */
export interface Component {
  name: string;
  pid: number | null;
  address: string;
  ready: boolean;
  restarts: number;
}

/** The hub's own account of itself. */
export function components(): Component[] {
  return JSON.parse(
    readFileSync(path.join(STATE, 'run', 'status.json'), 'utf8'),
  ).components;
}

/** The component of that name, which has to be there. */
export function component(name: string): Component {
  const found = components().find(one => one.name === name);
  if (!found) throw new Error(`The hub has no component ${name}`);
  return found;
}

/** Ends a component the hard way and returns the process that it was. */
export function kill(name: string): number {
  const { pid } = component(name);
  if (!pid) throw new Error(`${name} does not run`);
  process.kill(pid, 'SIGKILL');
  return pid;
}

/** The lines of a component's log that hold all of these words. */
export const logLines = (name: string, ...words: string[]) =>
  readFileSync(path.join(STATE, 'logs', `${name}.log`), 'utf8')
    .split('\n')
    .filter(line => words.every(word => line.includes(word)));

/**
 * kubectl with the hub's own kubeconfig; returns what it prints.
 *
 * @param input - what it reads as standard input, for `-f -`
 */
export function kubectl(args: string[], input?: string): string {
  return execFileSync(
    process.env.LAB_KUBECTL ?? 'kubectl',
    [`--kubeconfig=${path.join(STATE, 'kube', 'admin.kubeconfig')}`, ...args],
    { encoding: 'utf8', timeout: 60_000, input },
  );
}

/** An object of the hub, read with kubectl. */
export const readObject = <T>(...what: string[]): T =>
  JSON.parse(kubectl(['get', ...what, '-o', 'json']));
