import { ClaimEvent } from '@illm-lab/plugin-hub-common';
import { ClaimFacts } from './facts';
import { EventObject } from './objects';

const subjectOf = ({ involvedObject: { kind, name } }: EventObject) =>
  `${kind} ${name}`;

const timeOf = (event: EventObject): string | null =>
  event.lastTimestamp ?? event.eventTime ?? event.firstTimestamp ?? null;

/** Events that are answered; the newest. */
const MOST = 50;

/** Events of a claim and of what it is made of, newest first. */
export function eventsOf(
  { kind, name, parts }: ClaimFacts,
  events: EventObject[],
): ClaimEvent[] {
  const mine = new Set([
    `${kind} ${name}`,
    ...parts.map(({ ref }) => `${ref.kind} ${ref.name}`),
  ]);
  return events
    .filter(event => mine.has(subjectOf(event)))
    .map(event => ({
      at: timeOf(event),
      warning: event.type === 'Warning',
      reason: event.reason ?? '',
      message: event.message ?? '',
      of: subjectOf(event),
      count: event.count ?? 1,
    }))
    .sort((a, b) => (b.at ?? '').localeCompare(a.at ?? ''))
    .slice(0, MOST);
}
