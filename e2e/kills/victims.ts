import { readdirSync, readFileSync } from 'node:fs';
import { expect } from '@playwright/test';
import { clusterProcess } from '../support/clusters';
import { kill } from '../support/hub';

/** Steps of a run on clusters of its own, in their order. */
export const STEPS = [
  'provision',
  'bootstrap',
  'register',
  'sync',
  'experiment',
  'collect',
  'clean-up',
] as const;
type Step = (typeof STEPS)[number];

/** Something that is killed while a run is at a step. */
export interface Victim {
  name: string;
  steps: readonly Step[];
  /** Sends SIGKILL; false when there is nothing to kill yet. */
  kill: (run: string, step: Step) => boolean;
}

/** The process in a step's pod that does its work. */
function stepProcess(run: string, step: Step): number | undefined {
  const read = (pid: string, file: string) => {
    try {
      return readFileSync(`/proc/${pid}/${file}`, 'utf8').split('\0');
    } catch {
      // It has ended, or is another user's.
      return [];
    }
  };
  return readdirSync('/proc')
    .filter(pid => /^\d+$/.test(pid))
    .filter(pid => {
      const words = read(pid, 'cmdline');
      return (
        words.at(0)?.endsWith('node') &&
        words.includes(step) &&
        read(pid, 'environ').includes(`LAB_RUN=${run}`)
      );
    })
    .map(Number)
    .at(-1);
}

const sigkill = (pid: number | undefined) =>
  pid !== undefined && process.kill(pid, 'SIGKILL');

const inHub = (name: string): Victim => ({
  name: `the hub's ${name}`,
  steps: STEPS,
  kill: () => kill(name) > 0,
});

const inCluster = (
  role: string,
  part: string,
  steps: readonly Step[],
): Victim => ({
  name: `the ${role}'s ${part}`,
  steps,
  kill: run => sigkill(clusterProcess(`${run}-${role}`, part)),
});

export const VICTIMS: Victim[] = [
  inHub('workflow-controller'),
  {
    name: 'the step itself',
    steps: STEPS,
    kill: (run, step) => sigkill(stepProcess(run, step)),
  },
  inCluster('target', 'kube-apiserver', STEPS),
  inHub('local-clusters'),
  inCluster('orchestrator', 'workflow-controller', ['bootstrap', 'experiment']),
  inCluster('orchestrator', 'argocd-application-controller', [
    'bootstrap',
    'sync',
  ]),
  inCluster('orchestrator', 'kube-apiserver', ['sync', 'experiment']),
];

/** Kills it as soon as there is something to kill. */
export const killed = (victim: Victim, run: string, step: Step) =>
  expect
    .poll(() => victim.kill(run, step), {
      timeout: 20_000,
      intervals: [100],
    })
    .toBe(true);
