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
  /** Name of the context that is used when none is named. */
  current: string;
  contexts: TalosContext[];
}

/** Where the Talos API listens unless told. */
const API_PORT = 50000;

const schema = z.object({
  context: z.string(),
  contexts: z.record(
    z.string(),
    z.object({
      endpoints: z.array(z.string()).min(1),
      nodes: z.array(z.string()).default([]),
      ca: z.string().min(1),
      crt: z.string().min(1),
      key: z.string().min(1),
    }),
  ),
});

/** @throws InputError naming the field that is wrong and the remedy */
export function parseTalosconfig(text: string): TalosConfig {
  let document: unknown;
  try {
    document = parse(text);
  } catch (error) {
    throw new InputError(
      `The talosconfig is no YAML: ${(error as Error).message}`,
    );
  }
  const parsed = schema.safeParse(document);
  if (!parsed.success) {
    const [{ path, message }] = parsed.error.issues;
    throw new InputError(
      `The talosconfig is not usable: ${
        path.join('.') || 'document'
      }: ${message}. Make one with “talosctl config new --roles os:reader”.`,
    );
  }
  const contexts = Object.entries(parsed.data.contexts).map(([name, given]) => {
    const pem = (field: 'ca' | 'crt' | 'key') => {
      const decoded = Buffer.from(given[field], 'base64').toString('utf8');
      if (!decoded.includes('-----BEGIN ')) {
        throw new InputError(
          `The talosconfig is not usable: contexts.${name}.${field} is no PEM in base64.`,
        );
      }
      return decoded;
    };
    return {
      name,
      endpoints: given.endpoints.map(withPort),
      nodes: given.nodes,
      ca: pem('ca'),
      cert: pem('crt'),
      // Go's ED25519 keys have a label of their own, which OpenSSL does not know.
      key: pem('key').replaceAll('ED25519 PRIVATE KEY', 'PRIVATE KEY'),
    };
  });
  return { current: parsed.data.context, contexts };
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
