import { NodeHistory } from '@illm-lab/plugin-hub-common';

/** What was used of a machine at one moment; null when nobody could say. */
export interface Sample {
  cpu: number | null;
  memory: number | null;
}

/** Numbers at places that are written over in turn; NaN is not known. */
class Ring {
  lastAt = 0;
  private readonly cpu: Float32Array;
  private readonly memory: Float32Array;
  private count = 0;

  constructor(size: number) {
    this.cpu = new Float32Array(size);
    this.memory = new Float32Array(size);
  }

  add(cpu: number | null, memory: number | null, time: number): void {
    const place = this.count % this.cpu.length;
    this.cpu[place] = cpu ?? NaN;
    this.memory[place] = memory ?? NaN;
    this.count += 1;
    this.lastAt = time;
  }

  /** Oldest first. */
  values(of: 'cpu' | 'memory'): number[] {
    const ring = this[of];
    const start = Math.max(0, this.count - ring.length);
    return Array.from(
      { length: this.count - start },
      (_, i) => ring[(start + i) % ring.length],
    );
  }
}

/**
 * The last samples of each node, in a ring of numbers: an hour of a thousand
 * nodes is two megabytes. In memory only, so it begins anew with the portal.
 */
export class History {
  private readonly rings = new Map<string, Ring>();

  /**
   * @param size - samples that are kept
   * @param stepSeconds - from one to the next
   */
  constructor(private readonly size: number, readonly stepSeconds: number) {}

  /** Takes the sample of a node at a time. */
  add(node: string, { cpu, memory }: Sample, time: number): void {
    let ring = this.rings.get(node);
    if (!ring) {
      ring = new Ring(this.size);
      this.rings.set(node, ring);
    }
    ring.add(cpu, memory, time);
  }

  /** Forgets nodes that are no more. */
  keep(nodes: ReadonlySet<string>): void {
    for (const node of this.rings.keys()) {
      if (!nodes.has(node)) {
        this.rings.delete(node);
      }
    }
  }

  /**
   * What is kept of a node.
   *
   * @param points - at most so many, each the mean of neighbours
   */
  of(node: string, points = this.size): NodeHistory {
    const ring = this.rings.get(node);
    if (!ring) {
      return {
        until: null,
        stepSeconds: this.stepSeconds,
        cpu: [],
        memory: [],
      };
    }
    const group = Math.ceil(this.size / points);
    return {
      until: new Date(ring.lastAt).toISOString(),
      stepSeconds: this.stepSeconds * group,
      cpu: means(ring.values('cpu'), group),
      memory: means(ring.values('memory'), group),
    };
  }
}

const SIGNIFICANT = 1000;

/** Means of groups, counted from the newest, so that the newest is complete. */
function means(values: number[], group: number): (number | null)[] {
  const found: (number | null)[] = [];
  for (let end = values.length; end > 0; end -= group) {
    const known = values
      .slice(Math.max(0, end - group), end)
      .filter(value => !Number.isNaN(value));
    const sum = known.reduce((total, value) => total + value, 0);
    found.unshift(
      known.length === 0
        ? null
        : Math.round((sum / known.length) * SIGNIFICANT) / SIGNIFICANT,
    );
  }
  return found;
}
