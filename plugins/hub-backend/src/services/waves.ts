import { ServiceBlocker, ServiceWave } from '@illm-lab/plugin-hub-common';
import {
  Application,
  ApplicationResource,
  isApplication,
  parentOf,
  waveOf,
} from './argocd/application';
import { keyOf } from './diff/differences';

/** One part of a parent, an Application or another object. */
export interface WaveMember {
  kind: string;
  name: string;
  wave: number;
  isService: boolean;
  /** Absent for what is no Application, or not there yet. */
  application?: Application;
  /** It is not, or not wholly, on the hub yet. */
  pending: boolean;
  /** What is wrong with it, as a sentence; undefined when nothing is. */
  trouble?: string;
  /** Wrong for good, and not merely on its way. */
  ill: boolean;
  /** Argo CD does not begin the next wave with it like this. */
  blocks: boolean;
}

/** What is wrong with a part. */
export interface Trouble {
  text: string;
  ill: boolean;
  blocks: boolean;
}

/** The waves of one parent, or of those that have none. */
export interface WaveGroup {
  parent: Application | null;
  waves: { wave: number; members: WaveMember[] }[];
}

/** Tells what is wrong with a part; undefined when nothing is. */
export interface TroubleReader {
  ofService(application: Application): Trouble | undefined;
  /** @param parent - whose tree has the object's health */
  ofObject(
    parent: Application,
    object: ApplicationResource,
  ): Trouble | undefined;
}

/** Puts Applications together by parent and wave, in the order they come up. */
export function waveGroups(
  all: Application[],
  trouble: TroubleReader,
): WaveGroup[] {
  const byName = new Map(all.map(one => [one.metadata.name, one]));
  const hasParent = (one: Application) => byName.has(parentOf(one) ?? '');
  const alone = all.filter(one => !hasParent(one));
  const groups: WaveGroup[] = [
    {
      parent: null,
      waves: toWaves(alone.map(one => ofApplication(one, trouble))),
    },
  ];
  const queue = [...alone];
  const seen = new Set<string>();
  for (const parent of queue) {
    const { name } = parent.metadata;
    if (seen.has(name)) {
      continue;
    }
    seen.add(name);
    const members = membersOf(parent, all, byName, trouble);
    if (members.some(({ isService }) => isService)) {
      groups.push({ parent, waves: toWaves(members) });
      queue.push(...all.filter(one => parentOf(one) === name));
    }
  }
  return groups.filter(({ waves }) => waves.length > 0);
}

function membersOf(
  parent: Application,
  all: Application[],
  byName: Map<string, Application>,
  trouble: TroubleReader,
): WaveMember[] {
  const failures = new Map(
    (parent.status?.operationState?.syncResult?.resources ?? [])
      .filter(({ status }) => status === 'SyncFailed')
      .map(one => [keyOf(one), one.message ?? 'It could not be synced']),
  );
  const listed = (parent.status?.resources ?? []).filter(
    ({ hook, requiresPruning }) => !hook && !requiresPruning,
  );
  const members = listed.map((object): WaveMember => {
    const application = isApplication(object)
      ? byName.get(object.name)
      : undefined;
    const failure = failures.get(keyOf(object));
    const found = application
      ? trouble.ofService(application)
      : trouble.ofObject(parent, object);
    const pending = object.status !== 'Synced';
    const failed = pending ? failure : undefined;
    return {
      kind: object.kind,
      name: object.name,
      wave: object.syncWave ?? 0,
      isService: isApplication(object),
      application,
      pending,
      trouble: failed ?? found?.text,
      ill: failed !== undefined || (found?.ill ?? false),
      blocks: failed !== undefined || (found?.blocks ?? false),
    };
  });
  const names = new Set(
    members.filter(one => one.isService).map(({ name }) => name),
  );
  const unlisted = all.filter(
    one =>
      parentOf(one) === parent.metadata.name && !names.has(one.metadata.name),
  );
  return [...members, ...unlisted.map(one => ofApplication(one, trouble))];
}

function ofApplication(
  application: Application,
  trouble: TroubleReader,
): WaveMember {
  const found = trouble.ofService(application);
  return {
    kind: 'Application',
    name: application.metadata.name,
    wave: waveOf(application),
    isService: true,
    application,
    pending: false,
    trouble: found?.text,
    ill: found?.ill ?? false,
    blocks: found?.blocks ?? false,
  };
}

function toWaves(members: WaveMember[]): WaveGroup['waves'] {
  const byWave = new Map<number, WaveMember[]>();
  for (const member of members) {
    byWave.set(member.wave, [...(byWave.get(member.wave) ?? []), member]);
  }
  return [...byWave]
    .sort(([a], [b]) => a - b)
    .map(([wave, ones]) => ({
      wave,
      members: ones.sort((a, b) => a.name.localeCompare(b.name)),
    }));
}

/**
 * What holds a wave up: Argo CD begins a wave when all of the one before is
 * healthy, so it is the first wave before it in which something is wrong. Empty
 * when the wave waits for nothing: it is there already, or nobody is syncing.
 */
export function blockersOf(
  { parent, waves }: WaveGroup,
  wave: number,
): ServiceBlocker[] {
  const phase = parent?.status?.operationState?.phase;
  const members = waves.find(one => one.wave === wave)?.members ?? [];
  if (
    !parent ||
    !['Running', 'Failed', 'Error'].includes(phase ?? '') ||
    parent.status?.operationState?.operation?.sync?.dryRun ||
    !members.some(({ pending }) => pending)
  ) {
    return [];
  }
  const holding = waves.find(
    one => one.wave < wave && one.members.some(({ blocks }) => blocks),
  );
  return (holding?.members ?? []).flatMap(member =>
    member.trouble === undefined || !member.blocks
      ? []
      : [
          {
            wave: member.wave,
            kind: member.kind,
            name: member.name,
            reason: member.trouble,
            service: member.isService,
          },
        ],
  );
}

/** The waves of a group as the API gives them. */
export function describeWaves(group: WaveGroup): ServiceWave[] {
  return group.waves
    .filter(({ members }) => members.some(({ isService }) => isService))
    .map(({ wave, members }) => {
      const blockedBy = blockersOf(group, wave);
      const troubled = members.filter(({ trouble }) => trouble !== undefined);
      const state = stateOf(blockedBy, troubled, members);
      return {
        parent: group.parent?.metadata.name ?? null,
        wave,
        state,
        sentence: sentence(state, blockedBy, troubled, members),
        blockedBy,
        services: members
          .filter(({ isService }) => isService)
          .map(({ name }) => name),
      };
    });
}

function stateOf(
  blockedBy: ServiceBlocker[],
  troubled: WaveMember[],
  members: WaveMember[],
): ServiceWave['state'] {
  if (blockedBy.length > 0) {
    return 'blocked';
  }
  if (troubled.some(({ ill }) => ill)) {
    return 'ill';
  }
  return troubled.length > 0 || members.some(({ pending }) => pending)
    ? 'working'
    : 'done';
}

function sentence(
  state: ServiceWave['state'],
  blockedBy: ServiceBlocker[],
  troubled: WaveMember[],
  members: WaveMember[],
): string {
  switch (state) {
    case 'blocked': {
      const [{ wave, name, reason }, ...more] = blockedBy;
      const others = more.length > 0 ? ` and ${more.length} more` : '';
      return `Waits for wave ${wave}: ${name}${others}. ${reason}`;
    }
    case 'done':
      return members.length === 1
        ? 'Its one part is well.'
        : `Its ${members.length} parts are well.`;
    default: {
      const first = troubled.find(({ ill }) => ill) ?? troubled[0];
      return first
        ? `${first.name}: ${first.trouble}`
        : `${members.find(({ pending }) => pending)?.name} is not there yet.`;
    }
  }
}
