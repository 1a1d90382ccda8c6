import { spawn } from 'node:child_process';
import { Readable } from 'node:stream';
import { Request, Response, Router } from 'express';
import { announce } from '../core/announce';
import { ForgeContext } from '../core/context';
import { ForgeError, notFound } from '../errors';
import { gitEnv } from '../git/run';
import { CgiHead } from './cgi';
import { callerBy } from './secrets';

const SERVICES = ['git-upload-pack', 'git-receive-pack'];

/**
 * Git over HTTP at `/OWNER/REPO.git` (with and without `.git`), by git's own
 * `http-backend`. Reading is open, pushing needs the token. A push is announced
 * before its answer ends.
 */
export function gitRouter(context: ForgeContext, token: string): Router {
  const router = Router();
  router.get(pathOf('info/refs'), (req, res) => {
    const { service } = req.query;
    if (typeof service !== 'string' || !SERVICES.includes(service)) {
      throw new ForgeError(
        403,
        'Forbidden: only git-upload-pack and git-receive-pack are served',
      );
    }
    serve(req, res, service, `/info/refs`, `service=${service}`);
  });
  for (const service of SERVICES) {
    router.post(pathOf(service), (req, res) =>
      serve(req, res, service, `/${service}`, ''),
    );
  }
  return router;

  function serve(
    req: Request,
    res: Response,
    service: string,
    path: string,
    query: string,
  ) {
    if (!context.urls.isFor(req.params[0], req.params[1])) {
      throw notFound(
        `there is no repository ${req.params[0]}/${req.params[1]}`,
      );
    }
    const pushing = service === 'git-receive-pack';
    const { state, login } = callerBy(req, token);
    if (state === 'wrong' || (pushing && state === 'absent')) {
      throw new ForgeError(
        401,
        'Authentication failed: give the forge token as password',
      );
    }
    const child = spawn('git', ['http-backend'], {
      env: gitEnv({
        GIT_PROJECT_ROOT: context.repository.path,
        GIT_HTTP_EXPORT_ALL: '1',
        PATH_INFO: path,
        QUERY_STRING: query,
        REQUEST_METHOD: req.method,
        CONTENT_TYPE: req.headers['content-type'] ?? '',
        CONTENT_LENGTH: req.headers['content-length'] ?? '',
        HTTP_CONTENT_ENCODING: req.headers['content-encoding'] ?? '',
        GIT_PROTOCOL: gitProtocol(req.headers['git-protocol']),
        REMOTE_ADDR: req.socket.remoteAddress ?? '',
        // git takes a push only from someone with a name
        ...(state === 'right' ? { REMOTE_USER: login ?? 'forge' } : {}),
      }),
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    child.stdin.on('error', () => {});
    child.stderr.on('data', text => context.logger.warn(`git: ${text}`.trim()));
    child.on('error', error => res.destroy(error));
    res.on('close', () => {
      // a client that went away; git sees the end of its input and stops
      child.stdin.destroy();
      child.kill();
    });
    req.pipe(child.stdin);
    answer(child.stdout, res)
      .catch(error => {
        context.logger.warn(`git http-backend: ${error}`);
        res.destroy();
      })
      .then(async () => {
        if (pushing && req.method === 'POST') {
          await context.lock.run(() => announce(context));
        }
      })
      .catch(error => context.logger.error(`after a push: ${error}`))
      .finally(() => res.end());
  }
}

// `/OWNER/REPO.git/END`, with and without `.git`
function pathOf(end: string): RegExp {
  return new RegExp(`^/([^/]+)/([^/]+?)(?:\\.git)?/${end}$`);
}

// A version list such as "version=2"; anything else is not passed on
function gitProtocol(header: string | string[] | undefined): string {
  return typeof header === 'string' && /^[a-z0-9=:.]{1,64}$/.test(header)
    ? header
    : '';
}

/** Passes the CGI's head and body on, but leaves the response open. */
async function answer(stdout: Readable, res: Response): Promise<void> {
  const head = new CgiHead();
  for await (const chunk of stdout as AsyncIterable<Buffer>) {
    const body = head.take(chunk);
    if (body === undefined) {
      continue;
    }
    if (!res.headersSent) {
      res.writeHead(head.status, head.headers);
    }
    if (body.length > 0 && !res.write(body)) {
      await new Promise(resolve => {
        res.once('drain', resolve);
        res.once('close', resolve);
      });
    }
  }
  if (!res.headersSent) {
    throw new Error('ended without an answer');
  }
}
