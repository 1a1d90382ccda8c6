import { z } from 'zod';
import { message, OFTEN_MS, SELDOM_MS, TalosPart } from './part';

const version = message(
  z.object({
    version: z.object({ tag: z.string() }),
    platform: z.object({ name: z.string() }).nullable(),
  }),
);

/** The one that is asked first: without it there is no machine to ask. */
export const VERSION_PART: TalosPart = {
  name: 'version',
  everyMs: OFTEN_MS,
  absent: { version: null },
  read: async client => {
    const answer = version.parse(await client.call('Version'));
    return {
      version: {
        tag: answer.version.tag,
        platform: answer.platform?.name ?? '',
      },
    };
  },
};

const extension = z.object({
  metadata: z.object({ name: z.string(), version: z.string() }),
});

/** What the image was made of. */
export const SCHEMATIC_PART: TalosPart = {
  name: 'schematic',
  everyMs: SELDOM_MS,
  absent: { schematic: null },
  read: async client => {
    const list = await client.resources('ExtensionStatuses.runtime.talos.dev');
    // The image factory marks its images by an extension of this name.
    const found = list
      .map(({ spec }) => extension.parse(spec).metadata)
      .find(({ name }) => name === 'schematic');
    return { schematic: found?.version ?? null };
  },
};

const machineStatus = z.object({
  stage: z.string(),
  status: z.object({
    ready: z.boolean(),
    unmetConditions: z
      .array(z.object({ name: z.string(), reason: z.string() }))
      .nullish(),
  }),
});

/** Where the machine is in its life. */
export const MACHINE_PART: TalosPart = {
  name: 'machine stage',
  everyMs: OFTEN_MS,
  absent: { machine: null },
  read: async client => {
    const found = await client.resource(
      'MachineStatuses.runtime.talos.dev',
      'machine',
    );
    if (!found) return { machine: null };
    const { stage, status } = machineStatus.parse(found.spec);
    return {
      machine: {
        stage,
        ready: status.ready,
        unmet: status.unmetConditions ?? [],
      },
    };
  },
};

const timeStatus = z.object({ synced: z.boolean(), syncDisabled: z.boolean() });

/** Whether its clock is right. */
export const TIME_PART: TalosPart = {
  name: 'time',
  everyMs: SELDOM_MS,
  absent: { time: null },
  read: async client => {
    const found = await client.resource(
      'TimeStatuses.v1alpha1.talos.dev',
      'node',
    );
    return { time: found ? timeStatus.parse(found.spec) : null };
  },
};
