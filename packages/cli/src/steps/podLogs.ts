import { V1Pod } from '@kubernetes/client-node';
import { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { StringDecoder } from 'node:string_decoder';
import { Kube, WorkflowNode } from '../kube';

const NODE_ID = 'workflows.argoproj.io/node-id';
const WORKFLOW = 'workflows.argoproj.io/workflow';
/** Container of a workflow's pod that runs the author's command. */
const MAIN = 'main';

/** A stream that hands on whole lines, the last one even without an end. */
export function lineStream(onLine: (line: string) => void): Writable {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  const take = (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    lines.forEach(onLine);
  };
  return new Writable({
    write(chunk: Buffer, _encoding, done) {
      take(decoder.write(chunk));
      done();
    },
    final(done) {
      take(decoder.end());
      if (rest) {
        onLine(rest);
      }
      done();
    },
  });
}

/** Copies the logs of a workflow's steps, each line with its step's name. */
export class StepLogs {
  private readonly taken = new Set<string>();
  private readonly streams: Promise<void>[] = [];

  constructor(
    private readonly kube: Kube,
    private readonly workflow: { namespace: string; name: string },
    private readonly output: (line: string) => void,
  ) {}

  /** Starts to follow those of these steps that have a container by now. */
  async follow(nodes: WorkflowNode[]): Promise<void> {
    const open = nodes.filter(
      ({ id, type, phase }) =>
        type === 'Pod' && phase !== 'Pending' && !this.taken.has(id),
    );
    if (open.length === 0) {
      return;
    }
    const pods = await this.kube.list<V1Pod>(
      { apiVersion: 'v1', kind: 'Pod', namespace: this.workflow.namespace },
      `${WORKFLOW}=${this.workflow.name}`,
    );
    for (const node of open) {
      const pod = pods.find(
        ({ metadata }) => metadata?.annotations?.[NODE_ID] === node.id,
      );
      const main = pod?.status?.containerStatuses?.find(
        ({ name }) => name === MAIN,
      );
      if (
        pod?.metadata?.name &&
        (main?.state?.running || main?.state?.terminated)
      ) {
        this.taken.add(node.id);
        this.streams.push(this.copy(pod.metadata.name, node.displayName));
      }
    }
  }

  private async copy(pod: string, step: string): Promise<void> {
    const stream = lineStream(line => this.output(`[${step}] ${line}`));
    try {
      await this.kube.followLog(
        { namespace: this.workflow.namespace, name: pod, container: MAIN },
        stream,
      );
      await finished(stream);
    } catch (error) {
      // The run does not depend on its log; the reader must know it is cut.
      this.output(`[${step}] (log not readable: ${(error as Error).message})`);
    }
  }

  /** Waits until all logs have been read to the end, `timeoutMs` at most. */
  async drain(timeoutMs: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    await Promise.race([
      Promise.all(this.streams),
      new Promise(done => {
        timer = setTimeout(done, timeoutMs);
      }),
    ]);
    clearTimeout(timer);
  }
}
