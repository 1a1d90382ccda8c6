import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from '@playwright/test';
import { kubectl, readObject, STATE } from './hub';
import { portsOpenOn, processesWith } from './processes';

const FOLDER = path.join(STATE, 'clusters');

interface Cluster {
  metadata: { name: string };
  status?: { endpoint?: string };
}

/** The clusters that a run has on the hub now. */
export const clustersOf = (run: string) =>
  readObject<{ items: Cluster[] }>('experimentclusters', '-A').items.filter(
    ({ metadata }) => metadata.name.startsWith(run),
  );

/** Ports of the API servers of a run's clusters, as far as they are known. */
export const apiPortsOf = (run: string) =>
  clustersOf(run).flatMap(({ status }) =>
    status?.endpoint ? [Number(new URL(status.endpoint).port)] : [],
  );

/** Process of one part of a run's cluster; undefined when there is none. */
export function clusterProcess(
  cluster: string,
  part: string,
): number | undefined {
  const file = path.join(FOLDER, cluster, 'run', 'components', `${part}.json`);
  try {
    const { pid } = JSON.parse(readFileSync(file, 'utf8')) as { pid: number };
    return existsSync(`/proc/${pid}`) ? pid : undefined;
  } catch {
    // It has not been started yet, or is gone with its cluster.
    return undefined;
  }
}

/** All that is there of a run's clusters, each thing in a few words. */
export function remains(run: string, ports: number[] = []): string[] {
  const names = (...what: string[]) =>
    kubectl(['get', ...what, '-o', 'name'])
      .split('\n')
      .filter(name => name.includes(run));
  const open = portsOpenOn('127.0.0.1');
  return [
    ...clustersOf(run).map(({ metadata }) => `object ${metadata.name}`),
    ...names('namespaces'),
    ...names('applications', '-n', 'argocd'),
    ...names('secrets', '-n', 'illm-lab-clusters'),
    ...(existsSync(FOLDER) ? readdirSync(FOLDER) : [])
      .filter(name => name.startsWith(run))
      .map(name => `folder ${name}`),
    ...processesWith([`clusters/${run}`]).map(name => `process ${name}`),
    ...ports.filter(port => open.includes(port)).map(port => `port ${port}`),
  ];
}

/** Waits until neither object, process, file, port nor secret is there. */
export const nothingRemains = (run: string, ports: number[] = []) =>
  expect
    .poll(() => remains(run, ports), { timeout: 120_000, intervals: [1_000] })
    .toEqual([]);
