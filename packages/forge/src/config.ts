import { readFileSync } from 'node:fs';
import { isIPv4 } from 'node:net';
import { InputError } from '@backstage/errors';
import { DeliveryTimes } from './events/deliveryQueue';
import { parseTarget, WebhookTarget } from './events/targets';
import { isBranchName } from './git/names';
import { TlsPair } from './http/listen';
import { ForgeLogger } from './logger';

/** How a forge is started. */
export interface ForgeOptions {
  /** Folder of its state: repository, pull requests, waiting webhooks. Made when missing. */
  dir: string;
  /** TCP port; 0 takes a free one. */
  port: number;
  /** Loopback address to listen on; `127.0.0.1` unless told. */
  host?: string;
  /** The one repository it has. */
  owner: string;
  repo: string;
  /** Default branch; `main` unless told. */
  branch?: string;
  /** Secret that every write needs; at least 16 characters. */
  token: string;
  /** Secret that webhooks are signed with; at least 16 characters. */
  webhookSecret: string;
  /** Receivers of webhooks, each an address, with `#push` behind it for that event only. */
  webhooks: string[];
  /** The portal: the way back from a page, and what names the browsers' cookie. */
  portalUrl: string;
  /** Secret that the portal's browser sessions are signed with: pages have buttons with one only. */
  signInSecret: string;
  /** Address that its answers and webhooks carry; `http://localhost:PORT` unless told. */
  url?: string;
  /** With it the forge answers https too, at the same port: `gh` speaks nothing else. */
  tls?: TlsPair;
  /** Names of checks that must pass before a merge into the default branch; none unless told. */
  requiredChecks?: string[];
  logger?: ForgeLogger;
  /** Waits of webhooks; for tests. */
  deliveryTimes?: Partial<DeliveryTimes>;
  /** How often it looks for refs that were moved past it, in ms; for tests. */
  lookEveryMs?: number;
}

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;
const SHORTEST_SECRET = 16;

function fail(field: string, remedy: string): never {
  throw new InputError(`forge: ${field} ${remedy}`);
}

/** Checks the options. Errors: InputError that names the field and the remedy. */
export function checkOptions(options: ForgeOptions): {
  targets: WebhookTarget[];
} {
  const { host = '127.0.0.1', port, branch = 'main' } = options;
  if (!options.dir) {
    fail('dir', 'is missing; name a folder for its state');
  }
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    fail('port', 'must be a whole number from 0 to 65535');
  }
  if (!isIPv4(host) || !host.startsWith('127.')) {
    fail('host', `${host} is no loopback address; use 127.0.0.1`);
  }
  for (const field of ['owner', 'repo'] as const) {
    if (!NAME.test(options[field]) || options[field].endsWith('.git')) {
      fail(field, 'must be letters, digits, dots, dashes and not end in .git');
    }
  }
  if (!isBranchName(branch)) {
    fail('branch', `${branch} is no valid branch name`);
  }
  for (const field of ['token', 'webhookSecret', 'signInSecret'] as const) {
    if ((options[field] ?? '').length < SHORTEST_SECRET) {
      fail(
        field,
        `must be random and at least ${SHORTEST_SECRET} characters long`,
      );
    }
  }
  if (!options.portalUrl) {
    fail('portalUrl', 'is missing; give the address of the portal');
  }
  for (const field of ['portalUrl', 'url'] as const) {
    const value = options[field];
    if (
      value &&
      !/^https?:$/.test(URL.canParse(value) ? new URL(value).protocol : '')
    ) {
      fail(field, `"${value}" is no http address`);
    }
  }
  return { targets: options.webhooks.map(parseTarget) };
}

/**
 * The options from the environment: FORGE_DIR, FORGE_PORT, FORGE_OWNER,
 * FORGE_REPO, FORGE_BRANCH, FORGE_TOKEN, FORGE_WEBHOOK_SECRET, FORGE_WEBHOOKS
 * (separated by commas), FORGE_PORTAL_URL, FORGE_SIGN_IN_SECRET, FORGE_URL,
 * FORGE_REQUIRED_CHECKS (separated by commas), FORGE_TLS_CERT and FORGE_TLS_KEY
 * (files). Errors: InputError that names the variable.
 */
export function optionsFromEnv(env: NodeJS.ProcessEnv): ForgeOptions {
  const need = (name: string): string => {
    const value = env[name];
    if (!value) {
      throw new InputError(`${name} is not set`);
    }
    return value;
  };
  return {
    dir: need('FORGE_DIR'),
    port: Number(need('FORGE_PORT')),
    owner: need('FORGE_OWNER'),
    repo: need('FORGE_REPO'),
    branch: env.FORGE_BRANCH || undefined,
    token: need('FORGE_TOKEN'),
    webhookSecret: need('FORGE_WEBHOOK_SECRET'),
    webhooks: list(env.FORGE_WEBHOOKS),
    requiredChecks: list(env.FORGE_REQUIRED_CHECKS),
    ...(env.FORGE_TLS_CERT && {
      tls: {
        cert: readFileSync(env.FORGE_TLS_CERT, 'utf8'),
        key: readFileSync(need('FORGE_TLS_KEY'), 'utf8'),
      },
    }),
    portalUrl: need('FORGE_PORTAL_URL'),
    signInSecret: need('FORGE_SIGN_IN_SECRET'),
    url: env.FORGE_URL || undefined,
  };
}

function list(text = ''): string[] {
  return text
    .split(',')
    .map(one => one.trim())
    .filter(one => one !== '');
}
