import { InputError } from '@backstage/errors';

/** The events the forge makes. */
export const WEBHOOK_EVENTS = [
  'push',
  'pull_request',
  'issue_comment',
  'check_run',
  'status',
];

/** One receiver of webhooks. */
export interface WebhookTarget {
  url: string;
  events: string[];
}

/**
 * Reads a webhook as it is configured: an http address, and behind `#` the
 * only event it wants (`http://localhost:7026/api/webhook#push`), since Argo
 * CD's server answers 400 to events it doesn't know. Errors: InputError.
 */
export function parseTarget(text: string): WebhookTarget {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    throw new InputError(
      `webhooks: "${text}" is no address; write http://HOST:PORT/PATH, with #push behind it for push events only`,
    );
  }
  const event = url.hash.slice(1);
  if (event && !WEBHOOK_EVENTS.includes(event)) {
    throw new InputError(
      `webhooks: "${text}" asks for the event "${event}"; there are ${WEBHOOK_EVENTS.join(
        ', ',
      )}`,
    );
  }
  url.hash = '';
  return { url: url.href, events: event ? [event] : WEBHOOK_EVENTS };
}
