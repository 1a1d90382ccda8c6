import { type ServiceList } from '@illm-lab/plugin-hub-common';
import { plural } from '../format/counts';
import { needsAttention, serviceStatus } from './status';

/** What the visitor of the services came to know, as one sentence. */
export function servicesSentence({
  items,
  waves,
}: Pick<ServiceList, 'items' | 'waves'>): string {
  const blocked = waves.find(({ state }) => state === 'blocked');
  if (blocked) {
    const [{ name }, ...more] = blocked.blockedBy;
    const others = more.length > 0 ? ` and ${more.length} more` : '';
    return `Wave ${blocked.wave} of ${blocked.parent} is blocked by ${name}${others}.`;
  }
  const bad = items.filter(needsAttention);
  const [first] = bad;
  if (first) {
    return `${bad.length} of ${plural(items.length, 'service')} ${
      bad.length === 1 ? 'needs' : 'need'
    } attention: ${first.name}${
      bad.length > 1 ? ` and ${bad.length - 1} more` : ''
    }, ${serviceStatus(first).word.toLowerCase()}.`;
  }
  const coming = items.filter(({ state }) => state === 'progressing');
  if (coming.length > 0) {
    return `${plural(coming.length, 'service')} coming up, the rest is well.`;
  }
  return items.length === 1
    ? 'The one service is well.'
    : `All ${items.length} services are well.`;
}

/** The name of a wave's band. */
export function waveTitle({
  parent,
  wave,
}: {
  parent: string | null;
  wave: number;
}): string {
  return parent === null ? 'On their own' : `${parent}, wave ${wave}`;
}

/** A revision, short: seven digits of a commit, a chart's version whole. */
export const shortRevision = (id: string) =>
  /^[0-9a-f]{40}$/.test(id) ? id.slice(0, 7) : id;

/**
 * Why a service may have been applied before its commit was made: Argo CD applies
 * nothing when a commit changes none of its objects. Undefined when it was not.
 */
export const appliedWords = (
  committedAt: string | null | undefined,
  appliedAt: string,
): string | undefined =>
  committedAt && Date.parse(committedAt) > Date.parse(appliedAt)
    ? 'No later commit changed anything of it, so nothing had to be applied.'
    : undefined;
