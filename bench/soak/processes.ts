import { HubStatus, Layout } from '@illm-lab/local-hub/control';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { residentMiB } from '../hub/measure';
import { EXACT, Figure } from './figure';
import { Rule } from './rule';

/** Heaps of Node and Go breathe; what leaks shows above this in a hundred runs. */
const MEMORY: Rule = { flat: 0.15, slack: 24 };
/** Connections that are kept alive come and go. */
const FILES: Rule = { flat: 0.1, slack: 12 };
/** State of a listening socket in /proc/net/tcp. */
const LISTENS = '0A';

/** Whatever is read of a process; undefined when it ended while we looked. */
function look<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

const pids = () =>
  readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .map(Number);

const parentOf = (pid: number) =>
  look(() => {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  });

/** A process and all that come from it. */
function familyOf(root: number): number[] {
  const parents = new Map(pids().map(pid => [pid, parentOf(pid)]));
  const family = [root];
  for (const member of family) {
    for (const [pid, parent] of parents) {
      if (parent === member) family.push(pid);
    }
  }
  return family;
}

/** What a process has open, as the kernel names it, for example `socket:[123]`. */
const openFiles = (pid: number) =>
  look(() => readdirSync(`/proc/${pid}/fd`))?.flatMap(
    name => look(() => readlinkSync(`/proc/${pid}/fd/${name}`)) ?? [],
  ) ?? [];

/** TCP ports of this host on which somebody listens, by the socket. */
function listeners(): Map<string, number> {
  const rows = ['tcp', 'tcp6'].flatMap(table =>
    (look(() => readFileSync(`/proc/net/${table}`, 'utf8')) ?? '')
      .trim()
      .split('\n')
      .slice(1)
      .map(line => line.trim().split(/\s+/)),
  );
  return new Map(
    rows
      .filter(([, , , state]) => state === LISTENS)
      .map(row => [
        `socket:[${row[9]}]`,
        parseInt(row[1].slice(row[1].lastIndexOf(':') + 1), 16),
      ]),
  );
}

/** Processes that were told of the hub's state, by flag or environment, orphans too. */
const toldOf = (stateDir: string) =>
  pids().filter(
    pid =>
      pid !== process.pid &&
      look(() =>
        ['cmdline', 'environ']
          .map(file => readFileSync(`/proc/${pid}/${file}`, 'utf8'))
          .some(text => text.includes(stateDir)),
      ),
  );

/** Memory, files, processes and ports of each part of a hub, and of all that is its. */
export function processFigures(status: HubStatus, place: Layout): Figure[] {
  const ports = listeners();
  const roots = [
    { name: 'supervisor', pid: status.hub.pid },
    ...status.components,
  ];
  const parts = roots.flatMap(({ name: of, pid }) => {
    const family = pid === null ? [] : familyOf(pid);
    // The supervisor's children are the parts, and counted there.
    const own = of === 'supervisor' ? family.slice(0, 1) : family;
    const files = own.flatMap(openFiles);
    const memory = own.map(one => look(() => residentMiB(one)) ?? 0);
    return [
      {
        of,
        what: 'memory MiB',
        value: memory.reduce((sum, one) => sum + one, 0),
        rule: MEMORY,
      },
      { of, what: 'files', value: files.length, rule: FILES },
      { of, what: 'processes', value: own.length, rule: EXACT },
      {
        of,
        what: 'ports',
        value: new Set(files.flatMap(file => ports.get(file) ?? [])).size,
        rule: EXACT,
      },
    ];
  });
  const all = toldOf(place.stateDir);
  return [
    ...parts,
    { of: 'whole hub', what: 'processes', value: all.length, rule: EXACT },
  ];
}
