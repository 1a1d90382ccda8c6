import { z } from 'zod';

/** k6's executors that can be asked for. */
export const EXECUTORS = [
  'ramping-vus',
  'constant-vus',
  'ramping-arrival-rate',
  'constant-arrival-rate',
] as const;
/** One of {@link EXECUTORS}. */
export type Executor = (typeof EXECUTORS)[number];

/** HTTP methods that a load can use. */
export const METHODS = [
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
] as const;

const scenario = z.strictObject({
  name: z.string(),
  executor: z.enum(EXECUTORS),
  /** Virtual users, or iterations a second, at the top. */
  peak: z.number(),
  /** Time at the top, such as `30s`. */
  duration: z.string(),
  /** Of ramps: time up to the top, and down again. */
  ramp: z.string().optional(),
  /** Time after the run's start; at once when left out. */
  start: z.string().optional(),
  /** Of arrival rates: how many virtual users there are to make them. */
  maxVUs: z.number().optional(),
});

const check = z.discriminatedUnion('kind', [
  /** The answer has this status. */
  z.strictObject({ kind: z.literal('status'), value: z.number() }),
  /** The answer's body contains this text. */
  z.strictObject({ kind: z.literal('contains'), value: z.string() }),
  /** The answer takes no longer than so many milliseconds. */
  z.strictObject({ kind: z.literal('within'), value: z.number() }),
]);

const header = z.strictObject({ name: z.string(), value: z.string() });

const request = z.strictObject({
  kind: z.literal('request'),
  method: z.enum(METHODS),
  /** From the target's address on, with its query. */
  path: z.string(),
  headers: z.array(header).default([]),
  body: z.string().optional(),
  checks: z.array(check).default([]),
  /** Seconds that a virtual user waits after each answer. */
  pause: z.number().default(0.05),
  scenarios: z.array(scenario),
});

const file = z.strictObject({
  path: z.string(),
  content: z.string(),
  encoding: z.enum(['utf8', 'base64']),
});

const folder = z.strictObject({
  kind: z.literal('folder'),
  files: z.array(file),
  /** Path of the one that k6 runs. */
  script: z.string(),
});

/** Shape of {@link Load}. */
export const loadShape = z.discriminatedUnion('kind', [request, folder]);

/** What load is put on the target: requests that are described, or own scripts. */
export type Load = z.infer<typeof loadShape>;
/** A load whose script is written from what is said about it. */
export type RequestLoad = z.infer<typeof request>;
/** A person's own k6 folder. */
export type FolderLoad = z.infer<typeof folder>;
/** One scenario of a {@link RequestLoad}. */
export type Scenario = z.infer<typeof scenario>;
/** What an answer must be like. */
export type Check = z.infer<typeof check>;

/** The load unless somebody says otherwise. */
export const DEFAULT_LOAD: RequestLoad = {
  kind: 'request',
  method: 'GET',
  path: '/',
  headers: [],
  checks: [{ kind: 'status', value: 200 }],
  pause: 0.05,
  scenarios: [
    {
      name: 'load',
      executor: 'ramping-vus',
      peak: 5,
      duration: '10s',
      ramp: '2s',
    },
  ],
};

/** Whether a scenario goes up and down, rather than start at its top. */
export const isRamp = ({ executor }: Pick<Scenario, 'executor'>) =>
  executor.startsWith('ramping');
/** Whether a scenario counts what it starts a second, not its users. */
export const isRate = ({ executor }: Pick<Scenario, 'executor'>) =>
  executor.endsWith('arrival-rate');
