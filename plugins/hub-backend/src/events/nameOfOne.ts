import { randomUUID } from 'node:crypto';

/**
 * A subscriber's name that no other replica of the portal has. The event bus hands
 * an event to one of those who share a name; what each replica keeps in its own
 * memory needs it at all of them.
 */
export function nameOfOne(subscriber: string): string {
  return `${subscriber}-${randomUUID()}`;
}
