import { Config } from '@backstage/config';
import { NotAllowedError } from '@backstage/errors';
import { Request, RequestHandler } from 'express';

/** Methods that change nothing and so may come from any page. */
const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS'];
/** Probes ask by address; their answer is of no use to another page. */
const HEALTH_PATH = '/.backstage/health/';

/** Options of {@link createHostGuard}. */
export interface HostGuardOptions {
  /** Hosts with port under which the portal is reached, as in `localhost:7007`. */
  allowedHosts: string[];
}

/**
 * Middleware that keeps other web pages out: it refuses requests for a foreign
 * `Host` (DNS rebinding) and changes asked for by a page of a foreign `Origin`
 * (cross-site request forgery). It must come before all routes; refusals go to
 * the error middleware as `NotAllowedError` (403). Requests without an Origin,
 * as from the CLI or a webhook, are none of its business.
 */
export function createHostGuard(options: HostGuardOptions): RequestHandler {
  const allowed = new Set(options.allowedHosts.map(host => host.toLowerCase()));
  return (request, _response, next) => {
    const refusal = refuse(request, allowed);
    next(refusal && new NotAllowedError(refusal));
  };
}

/**
 * {@link createHostGuard} for the hosts of `app.baseUrl` and `backend.baseUrl`
 * and those in `hub.allowedHosts`. A loopback host is allowed under each of its
 * names.
 */
export function createHostGuardFromConfig(config: Config): RequestHandler {
  const urls = ['app.baseUrl', 'backend.baseUrl'].flatMap(
    key => config.getOptionalString(key) ?? [],
  );
  return createHostGuard({
    allowedHosts: [
      ...urls.flatMap(url => namesOf(new URL(url))),
      ...(config.getOptionalStringArray('hub.allowedHosts') ?? []),
    ],
  });
}

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

function namesOf({ host, hostname, port }: URL): string[] {
  return LOOPBACK.includes(hostname)
    ? LOOPBACK.map(name => (port ? `${name}:${port}` : name))
    : [host];
}

function refuse(request: Request, allowed: Set<string>): string | undefined {
  if (request.path.startsWith(HEALTH_PATH)) {
    return undefined;
  }
  const { host, origin } = request.headers;
  if (host === undefined || !allowed.has(host.toLowerCase())) {
    return `The host ${host} is not one of this portal's. Use ${[
      ...allowed,
    ].join(' or ')}, or add it to hub.allowedHosts.`;
  }
  if (origin === undefined || SAFE_METHODS.includes(request.method)) {
    return undefined;
  }
  const from = URL.canParse(origin) ? new URL(origin).host : origin;
  return allowed.has(from.toLowerCase())
    ? undefined
    : `A page of ${origin} may not change anything here. Use the portal's own pages.`;
}
