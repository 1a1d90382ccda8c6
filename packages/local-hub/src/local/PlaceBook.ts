import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { freemem } from 'node:os';
import path from 'node:path';
import { checkPorts } from '../host';
import { Layout } from '../hub/layout';
import { endSurvivors, writeFileAtomic } from '../supervisor';
import {
  clusterApiPorts,
  clusterLayout,
  clustersFolder,
  PLACES,
} from './places';

/** What is written down of a cluster, for a provider that comes after. */
interface Entry {
  name: string;
  /** Identity of the object that it was made for. */
  uid: string;
  place: number;
}

const FILE = 'cluster.json';
/** Memory that a cluster takes, with some to spare, in bytes. */
const CLUSTER_BYTES = 500 * 1024 * 1024;

/** Memory that programs could still have; the system's caches are given up. */
function availableBytes(): number {
  try {
    const text = readFileSync('/proc/meminfo', 'utf8');
    const kilobytes = /^MemAvailable:\s+(\d+) kB/m.exec(text)?.[1];
    return kilobytes ? Number(kilobytes) * 1024 : freemem();
  } catch {
    return freemem();
  }
}

/** Which cluster has which place, in the hub's state folder. */
export class PlaceBook {
  constructor(
    private readonly hub: Layout,
    /** What the computer has; for tests. */
    private readonly host: {
      memory(): number;
      hasPorts(layout: Layout): Promise<boolean>;
    } = {
      memory: availableBytes,
      hasPorts: async layout => (await checkPorts(layout)).ok,
    },
  ) {
    mkdirSync(clustersFolder(hub), { recursive: true, mode: 0o700 });
  }

  /** Clusters that have a folder. */
  list(): Entry[] {
    return readdirSync(clustersFolder(this.hub)).flatMap(
      name => this.read(name) ?? [],
    );
  }

  read(name: string): Entry | undefined {
    const file = path.join(clustersFolder(this.hub), name, FILE);
    return existsSync(file)
      ? (JSON.parse(readFileSync(file, 'utf8')) as Entry)
      : undefined;
  }

  /** Ports of the API servers of all clusters that there can be. */
  get apiPorts(): number[] {
    return clusterApiPorts(this.hub);
  }

  /** The layout of a cluster that has a place; undefined for any other. */
  layoutOf(name: string): Layout | undefined {
    const known = this.read(name);
    return known && clusterLayout(this.hub, name, known.place);
  }

  /**
   * The cluster's layout, at the place it has or at a free one whose ports are
   * free too. A text says why there is none now.
   */
  async take(name: string, uid: string): Promise<Layout | string> {
    const known = this.layoutOf(name);
    if (known) return known;
    const taken = new Set(this.list().map(({ place }) => place));
    const free = Array.from({ length: PLACES }, (_, place) => place).filter(
      place => !taken.has(place),
    );
    if (free.length === 0) {
      return `The local hub has room for ${PLACES} clusters, and all of it is taken. It goes on when one is removed.`;
    }
    const available = this.host.memory();
    if (available < CLUSTER_BYTES) {
      return `The computer has ${Math.round(
        available / 2 ** 20,
      )} MiB of memory left, and a cluster takes ${
        CLUSTER_BYTES / 2 ** 20
      }. It goes on when there is more.`;
    }
    for (const place of free) {
      const layout = clusterLayout(this.hub, name, place);
      if (await this.host.hasPorts(layout)) {
        mkdirSync(layout.stateDir, { recursive: true, mode: 0o700 });
        const entry: Entry = { name, uid, place };
        writeFileAtomic(layout.path(FILE), JSON.stringify(entry));
        return layout;
      }
    }
    return 'Other programs hold the ports of all free places. It goes on when they end.';
  }

  /** Ends what runs of a cluster that no provider looks after now. */
  async end(name: string): Promise<void> {
    const layout = this.layoutOf(name);
    if (layout) await endSurvivors(layout.recordDir, layout.logDir);
  }

  /** Removes all that a cluster had on disk. Its processes must have ended. */
  free(name: string): void {
    const folder = path.join(clustersFolder(this.hub), name);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
