import { z } from 'zod';
import { message, OFTEN_MS, TalosPart, timestamp } from './part';

const serviceList = message(
  z.object({
    services: z.array(
      z.object({
        id: z.string(),
        state: z.string(),
        health: z
          .object({
            unknown: z.boolean(),
            healthy: z.boolean(),
            last_message: z.string(),
            last_change: timestamp,
          })
          .nullable(),
        events: z
          .object({
            events: z.array(z.object({ msg: z.string(), ts: timestamp })),
          })
          .nullable(),
      }),
    ),
  }),
);

/** Talos's own services. */
export const SERVICES_PART: TalosPart = {
  name: 'services',
  everyMs: OFTEN_MS,
  absent: { services: null },
  read: async client => {
    const { services } = serviceList.parse(await client.call('ServiceList'));
    return {
      services: services
        .map(({ id, state, health, events }) => {
          const checked = health && !health.unknown;
          const last = events?.events.at(-1);
          return {
            id,
            state,
            healthy: checked ? health.healthy : null,
            message: (checked && health.last_message) || last?.msg || '',
            since: (checked ? health.last_change : last?.ts) ?? null,
          };
        })
        .sort((a, b) => a.id.localeCompare(b.id)),
    };
  },
};
