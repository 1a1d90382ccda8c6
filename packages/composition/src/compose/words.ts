import { CLOUD_TITLES } from '../clouds';
import { ManagedKind } from '../plan/managed';
import { Condition, Manifest, Observed, Request } from '../types';
import { conditionOf } from './conditions';
import { providerNeed } from './needs';

/** Condition that says in words how far a claim is. */
export const PROVIDED = 'Provided';

/** A resource of the claim, for what is said about it. */
export interface Member {
  name: string;
  ready: boolean;
  resource: Manifest;
  managed?: ManagedKind;
  observed?: Observed;
}

const sentence = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`);

const provided = (
  status: Condition['status'],
  reason: string,
  message: string,
): Condition => ({ type: PROVIDED, status, reason, message });

/** Providers that the claim needs and the hub hasn't. */
function providerTrouble(
  members: Member[],
  found: Request['found'],
): Condition | undefined {
  const managed = members.flatMap(member => member.managed ?? []);
  const packages = [...new Set(managed.map(one => one.package))];
  const absent = packages.filter(
    name => found[providerNeed(name)]?.length === 0,
  );
  if (absent.length) {
    const cloud = CLOUD_TITLES[managed[0].cloud];
    return provided(
      'False',
      'NoProvider',
      `This hub can't reach ${cloud}: not installed here: ${absent.join(
        ', ',
      )}. What the claim is made of (${
        managed.length
      }) is defined as it would be there; nothing is made in the cloud and nothing is paid.`,
    );
  }
  for (const name of packages) {
    const [installed] = found[providerNeed(name)] ?? [];
    const healthy = conditionOf(installed, 'Healthy');
    if (installed && healthy?.status !== 'True') {
      return provided(
        'False',
        'ProviderUnhealthy',
        `${name} is installed and doesn't work yet: ${sentence(
          healthy?.message ?? healthy?.reason ?? 'it has not started',
        )}`,
      );
    }
  }
  return undefined;
}

/** What keeps one resource. */
function trouble({ name, resource, observed }: Member): string {
  const what = `${name} (${resource.kind})`;
  if (!observed) return `${what} is being defined`;
  const synced = conditionOf(observed.resource, 'Synced');
  if (synced?.status === 'False') {
    return `${what} was refused: ${synced.message ?? synced.reason}`;
  }
  const ready = conditionOf(observed.resource, 'Ready');
  if (ready) return `${what}: ${ready.message || ready.reason || 'not ready'}`;
  const available = conditionOf(observed.resource, 'Available');
  if (available) return `${what}: ${available.message || available.reason}`;
  return `${what} has not been looked at yet`;
}

/** How far a claim is, in words. */
export function describeProgress(options: {
  members: Member[];
  found: Request['found'];
  /** Whether all that the connection Secret says is known. */
  connected: boolean;
}): Condition {
  const { members, found, connected } = options;
  const none = providerTrouble(members, found);
  if (none) return none;
  const waiting = members.filter(({ ready }) => !ready);
  const refused = waiting.find(
    ({ observed }) =>
      conditionOf(observed?.resource, 'Synced')?.status === 'False',
  );
  if (refused) {
    return provided('False', 'Refused', sentence(trouble(refused)));
  }
  if (waiting.length) {
    const done = members.length - waiting.length;
    return provided(
      'False',
      'InProgress',
      `${done} of ${members.length} resources are ready. ${sentence(
        trouble(waiting[0]),
      )}`,
    );
  }
  return connected
    ? provided('True', 'Available', 'Everything is there and answers.')
    : provided(
        'False',
        'NoConnection',
        'Everything is there; how to connect is not known yet.',
      );
}
