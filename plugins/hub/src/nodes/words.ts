import {
  type ClusterNodes,
  type NodeHealth,
  type NodePage,
  type NodeResource,
  type NodeSummary,
  type VersionCheck,
} from '@illm-lab/plugin-hub-common';
import { plural } from '../format/counts';
import { type Status } from '../format/phase';
import { percent } from '@illm-lab/plugin-hub-common';

/** How a node is, in words, icon and colour. */
export const HEALTH: Record<NodeHealth, Status> = {
  well: { word: 'Well', tone: 'good' },
  attention: { word: 'Needs attention', tone: 'waiting' },
  bad: { word: 'Not working', tone: 'bad' },
  unknown: { word: 'Not known', tone: 'stopped' },
};

const NUMBER = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });
const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];

/** Bytes as memory and disks are sold and counted: `23.5 GiB`. */
export function bytes(value: number): string {
  const step = Math.min(
    UNITS.length - 1,
    Math.max(0, Math.floor(Math.log2(Math.abs(value) || 1) / 10)),
  );
  return `${NUMBER.format(value / 1024 ** step)} ${UNITS[step]}`;
}

/** Processor cores: `1.99 cores`. */
export const cores = (value: number) =>
  `${NUMBER.format(value)} ${value === 1 ? 'core' : 'cores'}`;

/** Pods: `12 pods`. */
export const pods = (value: number) => plural(value, 'pod');

/** A number with three significant digits. */
export const number = (value: number) => NUMBER.format(value);

function wellness(nodes: number, unwell: number): string {
  if (unwell === 0) return nodes === 1 ? 'well' : 'all well';
  const need = unwell === 1 ? 'needs' : 'need';
  if (nodes === 1) return `which ${need} attention`;
  return `${unwell === nodes ? 'of which all' : unwell} ${need} attention`;
}

/** How all nodes are, in the sentence that the page opens with. */
export function nodesSentence({
  clusters,
}: Pick<NodePage, 'clusters'>): string {
  const sum = (of: (one: ClusterNodes) => number) =>
    clusters.reduce((total, one) => total + of(one), 0);
  const nodes = sum(one => one.nodes);
  const unwell = sum(one => one.unwell);
  const silent = clusters.filter(({ source }) => !source.connected);
  const where =
    clusters.length > 1 ? ` in ${plural(clusters.length, 'cluster')}` : '';
  const state = wellness(nodes, unwell);
  return [
    nodes === 0
      ? 'No nodes are known.'
      : `${plural(nodes, 'node')}${where}, ${state}.`,
    silent.length > 0 &&
      `${silent.map(({ title }) => title).join(', ')} ${
        silent.length === 1 ? 'does' : 'do'
      } not answer.`,
  ]
    .filter(Boolean)
    .join(' ');
}

/** `1.86 of 2 cores`: the unit is said once where it is the same. */
function ofWhich(value: string, whole: string): string {
  const unit = whole.slice(whole.indexOf(' '));
  return `${
    value.endsWith(unit) ? value.slice(0, -unit.length) : value
  } of ${whole}`;
}

/** What is used, and what is requested, of what there is. */
export function resourceWords(
  { capacity, requested, used }: NodeResource,
  format: (value: number) => string,
): string {
  const wanted = requested === 0 ? 'nothing' : format(requested);
  if (used === null) {
    return `Use not known, ${wanted} requested${
      capacity === null ? '' : ` of ${format(capacity)}`
    }`;
  }
  const is =
    capacity === null ? format(used) : ofWhich(format(used), format(capacity));
  return `${is} used, ${wanted} requested`;
}

/** A share of the capacity; undefined when either is not known. */
export function share(
  value: number | null,
  { capacity }: NodeResource,
): number | undefined {
  return value === null || !capacity ? undefined : value / capacity;
}

/** The last known share of a curve, and its span, for those who can't see it. */
export function curveWords(
  name: string,
  values: (number | null)[],
  stepSeconds: number,
): string {
  const known = values.filter((value): value is number => value !== null);
  if (known.length === 0) return `${name}: nothing measured yet`;
  const minutes = Math.max(1, Math.round((values.length * stepSeconds) / 60));
  return `${name} over ${plural(minutes, 'minute')}: ${percent(
    Math.min(...known),
  )} to ${percent(Math.max(...known))}, last ${percent(
    known[known.length - 1],
  )}`;
}

/** A version with what is declared, where they differ. */
export function versionWords({ running, declared, state }: VersionCheck) {
  const is = running ?? 'not known';
  switch (state) {
    case 'due':
      return `${is}, upgrade to ${declared} due`;
    case 'ahead':
      return `${is}, newer than the declared ${declared}`;
    case 'current':
      return `${is}, as declared`;
    default:
      return is;
  }
}

/** Roles, operating system and versions: who a node is. */
export function identityWords({ kubernetes, talos, versions }: NodeSummary) {
  return [
    kubernetes?.roles.join(', '),
    talos?.version?.tag ? `Talos ${talos.version.tag}` : kubernetes?.osImage,
    kubernetes?.architecture,
    ...versions
      .filter(({ part }) => part === 'Kubernetes')
      .map(({ running }) => `Kubernetes ${running}`),
  ]
    .filter(Boolean)
    .join(' · ');
}

/** etcd in a few words; nothing where there is none. */
export function etcdWords({ talos }: NodeSummary): string | undefined {
  const etcd = talos?.etcd;
  if (!etcd) return undefined;
  const part = etcd.leader === etcd.memberId ? 'leads' : 'follows';
  return [
    plural(etcd.members.length, 'member'),
    etcd.leader === null ? 'no leader' : part,
    etcd.dbSize !== null && bytes(etcd.dbSize),
    etcd.alarms.length > 0 && `alarm ${etcd.alarms.join(', ')}`,
  ]
    .filter(Boolean)
    .join(', ');
}
