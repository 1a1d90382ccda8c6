import { parse } from 'yaml';
import { z } from 'zod';
import { Issue } from '../../issue';
import { noLatest } from '../issues';

/** File in the repository that says on which hosts load may be put. */
export const TARGET_HOSTS_FILE = 'platform/hub/values/target-hosts.yaml';
/** Input of a run that is the address of what is tested, of an experiment on a URL. */
export const PARAMETER_TARGET_URL = 'target-url';

const MAX_PORT = 65_535;

const file = z.strictObject({ allowed: z.array(z.string().min(1)) });

/**
 * Reads {@link TARGET_HOSTS_FILE}: entries such as `shop.example.org`, with a port
 * `shop.example.org:8443`, or with all that is below a name `*.example.org`.
 *
 * @throws Error that says what of the file is wrong
 */
export function parseTargetHosts(yamlText: string): string[] {
  const parsed = file.safeParse(parse(yamlText));
  if (parsed.success) return parsed.data.allowed;
  const [{ path, message }] = parsed.error.issues;
  throw new Error(`${TARGET_HOSTS_FILE}: ${path.join('.')}: ${message}`);
}

/**
 * Checks the address of what is there already: that it is one, and that load may
 * be put on its host.
 *
 * @param allowed - see {@link parseTargetHosts}; undefined: not known yet
 */
export function checkTargetUrl(
  path: string,
  text: string,
  allowed?: string[],
): Issue[] {
  const url = readUrl(text);
  const whole = withScheme(text);
  if (whole) {
    return [
      {
        path,
        message: `“${text}” does not begin with http:// or https://.`,
        remedy: `Write ${whole}, if that is what you mean.`,
      },
    ];
  }
  if (!url) {
    return [{ path, ...noUrl(text, allowed) }];
  }
  if (url.username || url.password) {
    return [
      {
        path,
        message:
          'The URL has a name or password in it, and everyone can read it.',
        remedy: 'Remove them.',
      },
    ];
  }
  if (url.search || url.hash || text.includes('#') || text.includes('?')) {
    return [
      {
        path,
        message: 'The URL has a query, and paths are put behind it.',
        remedy:
          'End it before the “?”; the query belongs to the path of the load.',
      },
    ];
  }
  if (!allowed || allowed.some(entry => isCovered(url, entry))) {
    return noLatest(path, text);
  }
  const ipv4 = url.hostname === '[::1]' && text.replace('[::1]', '127.0.0.1');
  if (ipv4 && checkTargetUrl(path, ipv4, allowed).length === 0) {
    return [
      {
        path,
        message: 'This computer goes by its IPv4 address here.',
        remedy: `Write ${ipv4}.`,
      },
    ];
  }
  return [
    {
      path,
      message: `Load may not be put on ${url.host}.`,
      remedy: `Ask its owner, then add it to ${TARGET_HOSTS_FILE} by a pull request.${
        allowed.length ? ` Allowed: ${allowed.join(', ')}.` : ''
      }`,
    },
  ];
}

function noUrl(text: string, allowed: string[] = []) {
  const [, port] = /^https?:\/\/[^/]+:(\d+)(?:\/|$)/.exec(text) ?? [];
  if (Number(port) > MAX_PORT) {
    return {
      message: `There is no port ${port}.`,
      remedy: `Ports go from 1 to ${MAX_PORT}.`,
    };
  }
  // An example that is refused in its turn helps nobody.
  const host = allowed.find(entry => !entry.startsWith('*.'));
  return {
    message: text === '' ? 'The URL is empty.' : `“${text}” is no URL.`,
    remedy: `Give one such as ${
      host ? `http://${host}` : 'https://shop.example.org'
    }.`,
  };
}

/**
 * An address that lacks nothing but its scheme, with the likely one: http for this
 * computer, an IP or a port, else https. Undefined when it lacks something else.
 */
export function withScheme(text: string): string | undefined {
  const [, host, port] = /^([\w.-]+)(:\d+)?(?:\/.*)?$/.exec(text) ?? [];
  // One word alone may be anything, also the beginning of an address.
  if (!host || !/[.:]|^localhost/.test(text)) return undefined;
  const isPlain = port ? port !== ':443' : /^(localhost|[\d.]+)$/.test(host);
  const whole = `${isPlain ? 'http' : 'https'}://${text}`;
  return readUrl(whole) && whole;
}

/** An http or https URL without what a URL parser would mend or a shell would see. */
function readUrl(text: string): URL | undefined {
  if (!/^https?:\/\/[^\s"'`<>{}|\\^]+$/.test(text)) return undefined;
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

function isCovered(url: URL, entry: string): boolean {
  const [, host, port] = /^(.*?)(?::(\d+))?$/.exec(entry.toLowerCase())!;
  const own = url.port || (url.protocol === 'https:' ? '443' : '80');
  if (port && port !== own) return false;
  return host.startsWith('*.')
    ? url.hostname.endsWith(host.slice(1))
    : url.hostname === host;
}
