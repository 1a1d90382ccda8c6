import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import net from 'node:net';
import { Layout } from '../hub/layout';
import { isAlive } from '../supervisor/procfs';
import { RunRecords } from '../supervisor/runRecord';
import { HostCheck } from './types';

/** What listens on a TCP port of this host. */
export interface Listener {
  port: number;
  /** In the notation of /proc: loopback begins with `0100007F`. */
  address: string;
  inode: string;
}

const LISTEN = '0A';
/** Taken ports that a message names; another hub would fill a page. */
const NAMED = 3;

/** All TCP sockets that listen, of IPv4 and IPv6. */
export function listeners(): Listener[] {
  return ['/proc/net/tcp', '/proc/net/tcp6'].flatMap(file => {
    let table: string;
    try {
      table = readFileSync(file, 'utf8');
    } catch {
      return [];
    }
    return table
      .split('\n')
      .slice(1)
      .map(line => line.trim().split(/\s+/))
      .filter(fields => fields[3] === LISTEN)
      .map(fields => {
        const [address, port] = fields[1].split(':');
        return { address, port: parseInt(port, 16), inode: fields[9] };
      });
  });
}

/** The process that holds a socket, as far as this user may see it. */
function holder(inode: string): { pid: number; command: string } | undefined {
  for (const pid of readdirSync('/proc').filter(name => /^\d+$/.test(name))) {
    try {
      for (const fd of readdirSync(`/proc/${pid}/fd`)) {
        if (readlinkSync(`/proc/${pid}/fd/${fd}`) === `socket:[${inode}]`) {
          const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
          return { pid: Number(pid), command: command.split('\0')[0] };
        }
      }
    } catch {
      // Another user's process, or one that has just ended.
    }
  }
  return undefined;
}

function canListen(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const server = net.createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () =>
      server.close(() => resolve(true)),
    );
  });
}

/** Parts that a killed supervisor left behind, which the next one adopts. */
function survivors(layout: Layout): Set<number> {
  if (!existsSync(layout.recordDir)) return new Set();
  const records = new RunRecords(layout.recordDir).list();
  return new Set(
    records.flatMap(({ pid, startTime }) =>
      isAlive(pid, startTime) ? [pid] : [],
    ),
  );
}

/**
 * Whether all of a hub's ports are free, and who has those that are not. Parts
 * of this very hub that still run are no obstacle.
 */
export async function checkPorts(layout: Layout): Promise<HostCheck> {
  const name = 'ports';
  const ports = Object.entries(layout.ports);
  const free = await Promise.all(ports.map(([, port]) => canListen(port)));
  const open = listeners();
  const own = survivors(layout);
  const taken = ports
    .filter((_, index) => !free[index])
    .map(([part, port]) => {
      const inode = open.find(listener => listener.port === port)?.inode;
      return { part, port, by: inode ? holder(inode) : undefined };
    })
    .filter(({ by }) => !by || !own.has(by.pid));
  const last = Math.max(...Object.values(layout.ports));
  if (taken.length === 0) {
    return { name, ok: true, message: `${layout.port} to ${last} are free` };
  }
  const described = taken.slice(0, NAMED).map(({ part, port, by }) => {
    const who = by ? `process ${by.pid} (${by.command})` : 'another process';
    return `${port} (${part}) is held by ${who}`;
  });
  if (taken.length > NAMED) {
    described.push(`and ${taken.length - NAMED} more ports up to ${last}`);
  }
  return {
    name,
    ok: false,
    fatal: true,
    message: described.join('; '),
    remedy: `End it, or take other ports: ./lab up --port ${layout.port + 100}`,
  };
}
