import { InputError } from '@backstage/errors';
import { parse } from 'yaml';
import { z } from 'zod';

/** One context of a talosconfig: a cluster's machines and who one is there. */
export interface TalosContext {
  name: string;
  /** `host:port` of those to talk to; the first that answers is used. */
  endpoints: string[];
  /** Addresses of the machines that the context is about. */
  nodes: string[];
  /** PEM. */
  ca: string;
  cert: string;
  key: string;
}

/** What a talosconfig says. */
export interface TalosConfig {
  /** The context that is used when none is named; undefined when none is set. */
  current?: string;
  contexts: TalosContext[];
  /** Contexts that can't be used, each with a sentence that says why. */
  unusable: { name: string; reason: string }[];
}

/** Where the Talos API listens unless told. */
const API_PORT = 50000;

// Only the frame: talosctl looks at no other context than the one it is asked for.
const frame = z.object({
  context: z.string().nullish(),
  contexts: z
    .record(z.string(), z.unknown())
    .refine(contexts => Object.keys(contexts).length > 0, 'has none'),
});

/** An address each; an empty key (`nodes:`) is an empty list, as Go reads it. */
const addresses = z
  .array(z.string())
  .nullish()
  .transform(list => list ?? []);

const pem = z
  .string({ error: 'is missing' })
  .transform(text => Buffer.from(text, 'base64').toString('utf8'))
  .refine(text => text.includes('-----BEGIN '), 'is no PEM in base64');

const context = z.object({
  endpoints: addresses.refine(
    list => list.length > 0,
    'has none; add the control planes with “talosctl config endpoint”',
  ),
  nodes: addresses,
  ca: pem,
  crt: pem,
  key: pem,
});

/** Omni asks a person in a browser who they are; a portal is no person. */
const omni = z.object({ auth: z.object({ siderov1: z.unknown() }) });

const REMEDY = 'Make one with “talosctl config new --roles os:reader”.';

/**
 * Reads all contexts that can be used, and says of the others why not.
 *
 * @throws InputError naming the field that is wrong and the remedy, when there
 *   is no context to use
 */
export function parseTalosconfig(text: string): TalosConfig {
  let document: unknown;
  try {
    document = parse(text);
  } catch (error) {
    throw new InputError(
      `The talosconfig is no YAML: ${(error as Error).message}`,
    );
  }
  const parsed = frame.safeParse(document);
  if (!parsed.success) {
    throw unusable(sentenceOf(parsed.error));
  }
  const config: TalosConfig = {
    current: parsed.data.context || undefined,
    contexts: [],
    unusable: [],
  };
  for (const [name, given] of Object.entries(parsed.data.contexts)) {
    const read = readContext(name, given);
    if ('reason' in read) config.unusable.push(read);
    else config.contexts.push(read);
  }
  if (config.contexts.length === 0) {
    throw unusable(config.unusable.map(({ reason }) => reason).join(' '));
  }
  return config;
}

function readContext(
  name: string,
  given: unknown,
): TalosContext | { name: string; reason: string } {
  if (omni.safeParse(given).success) {
    const reason = `contexts.${name} signs in at Omni in a browser, which the portal can't; it needs ca, crt and key.`;
    return { name, reason };
  }
  const parsed = context.safeParse(given);
  if (!parsed.success) {
    return { name, reason: sentenceOf(parsed.error, ['contexts', name]) };
  }
  const { endpoints, nodes, ca, crt, key } = parsed.data;
  return {
    name,
    endpoints: endpoints.map(withPort),
    nodes: [...new Set(nodes)],
    ca,
    cert: crt,
    // Go's ED25519 keys have a label of their own, which OpenSSL does not know.
    key: key.replaceAll('ED25519 PRIVATE KEY', 'PRIVATE KEY'),
  };
}

function unusable(reason: string): InputError {
  return new InputError(`The talosconfig is not usable: ${reason} ${REMEDY}`);
}

function sentenceOf({ issues }: z.ZodError, at: string[] = []): string {
  const [{ path, message }] = issues;
  const field = [...at, ...path].join('.') || 'document';
  // Our own words go on in the sentence, zod's stand by themselves.
  return /^(has|is) /.test(message)
    ? `${field} ${message}.`
    : `${field}: ${message}.`;
}

/** `host`, `host:port`, `[v6]:port` or a bare v6 address, with a port. */
function withPort(endpoint: string): string {
  if (/^(\[.+\]|[^:]+):\d+$/.test(endpoint)) return endpoint;
  const bare = endpoint.replace(/^\[|\]$/g, '');
  return bare.includes(':') ? `[${bare}]:${API_PORT}` : `${bare}:${API_PORT}`;
}

/** The host of `host:port`. */
export function hostOf(endpoint: string): string {
  return endpoint.replace(/:\d+$/, '').replace(/^\[|\]$/g, '');
}
