import { createServer, Server, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';

const HOUR_MS = 3_600_000;
const GIB = 1024 ** 3;

/** What ran, from when until when (RFC 3339). */
export interface FakePod {
  namespace: string;
  pod: string;
  controller?: { kind: string; name: string };
  labels?: Record<string, string>;
  /** The larger of request and usage. */
  cores: number;
  gib: number;
  from: string;
  to: string;
}

/** The node that it ran on. */
export interface FakeNode {
  cores: number;
  gib: number;
  perCoreHour: number;
  perGibHour: number;
  from: string;
  to: string;
}

const decimals = (places: number) => (value: number) =>
  Math.round(value * 10 ** places) / 10 ** places;
/** OpenCost rounds allocations and assets differently. */
const five = decimals(5);
const six = decimals(6);

/** Hours that two stretches of time have in common. */
function hours(of: { from: string; to: string }, from: number, to: number) {
  const start = Math.max(Date.parse(of.from), from);
  const end = Math.min(Date.parse(of.to), to);
  return Math.max(0, end - start) / HOUR_MS;
}

/**
 * Answers as OpenCost 1.108 answers, roundings and oddities included, about pods
 * and one node that the test names.
 */
export class FakeOpenCost {
  pods: FakePod[] = [];
  node: FakeNode = {
    cores: 2,
    gib: 8,
    perCoreHour: 0.04,
    perGibHour: 0.005,
    from: '2020-01-01T00:00:00Z',
    to: '2100-01-01T00:00:00Z',
  };
  /** Takes the place of the answer: milliseconds to wait, or what to send. */
  trouble?: (path: string, response: ServerResponse) => boolean;
  /** Until then no answer is given. */
  busy?: Promise<void>;
  /** Windows and resolutions that `/allocation` was asked about. */
  readonly asked: Array<{ from: string; to: string; query: URLSearchParams }> =
    [];

  /** What it asks for with each request, where that is set. */
  token?: string;

  private server?: Server;

  async up(): Promise<void> {
    this.server = createServer(async (request, response) => {
      const { authorization } = request.headers;
      if (this.token && authorization !== `Bearer ${this.token}`) {
        response.writeHead(401).end('refused: the token is wrong or missing');
        return;
      }
      const url = new URL(request.url!, 'http://localhost');
      if (this.trouble?.(url.pathname, response)) return;
      await this.busy;
      const [from, to] = url.searchParams.get('window')!.split(',');
      if (url.pathname === '/allocation') {
        this.asked.push({ from, to, query: url.searchParams });
      }
      const data =
        url.pathname === '/allocation'
          ? [this.allocations(Date.parse(from), Date.parse(to))]
          : this.assets(Date.parse(from), Date.parse(to));
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ code: 200, status: 'success', data }));
    });
    await new Promise<void>(resolve => {
      this.server!.listen(0, '127.0.0.1', resolve);
    });
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server!.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise(resolve => {
      this.server!.close(resolve);
    });
  }

  private allocations(from: number, to: number) {
    const { perCoreHour, perGibHour } = this.node;
    const items = this.pods.flatMap((pod, index) => {
      const time = hours(pod, from, to);
      if (time === 0) return [];
      const name = `hub/lab/${pod.namespace}/${pod.pod} uid-${index}/main`;
      return [
        [
          name,
          {
            name,
            properties: {
              cluster: 'hub',
              node: 'lab',
              container: 'main',
              namespace: pod.namespace,
              pod: `${pod.pod} uid-${index}`,
              controller: pod.controller?.name,
              controllerKind: pod.controller?.kind,
              labels: pod.labels ?? {},
            },
            minutes: five(time * 60),
            cpuCores: five(pod.cores),
            cpuCost: five(pod.cores * time * perCoreHour),
            ramBytes: five(pod.gib * GIB),
            ramCost: five(pod.gib * time * perGibHour),
            gpuCost: 0,
            pvCost: 0,
            networkCost: 0,
            loadBalancerCost: 0,
            totalEfficiency: 0.5,
          },
        ],
      ];
    });
    // A window in which no pod ran is null, even if the node was there.
    return items.length > 0 ? Object.fromEntries(items) : null;
  }

  private assets(from: number, to: number) {
    const { cores, gib, perCoreHour, perGibHour } = this.node;
    const time = hours(this.node, from, to);
    if (time === 0) return {};
    const cpuCost = six(cores * time * perCoreHour);
    const ramCost = six(gib * time * perGibHour);
    return {
      node: {
        type: 'Node',
        properties: { cluster: 'hub', name: 'lab' },
        minutes: six(time * 60),
        cpuCores: cores,
        ramBytes: gib * GIB,
        cpuCost,
        ramCost,
        gpuCost: 0,
        totalCost: six(cpuCost + ramCost),
      },
    };
  }
}
