import { RequestListener } from 'node:http';
import { join } from 'node:path';
import { checkOptions, ForgeOptions } from './config';
import { announce } from './core/announce';
import { ForgeContext } from './core/context';
import { Lock } from './core/lock';
import { Urls } from './core/urls';
import { watchRefs } from './core/watchRefs';
import { DEFAULT_DELIVERY_TIMES } from './events/deliveryQueue';
import { Webhooks } from './events/webhooks';
import { openRepository } from './git/repository';
import { createApp } from './http/app';
import { listen } from './http/listen';
import { consoleLogger } from './logger';
import { CheckStore } from './store/checkStore';
import { CommentStore } from './store/commentStore';
import { PullStore } from './store/pullStore';
import { RefStore } from './store/refStore';

const notReady: RequestListener = (_req, res) => {
  res.writeHead(503, { 'Retry-After': '1' }).end('starting\n');
};

/** A forge that is listening. */
export interface RunningForge {
  /** Its address, e.g. `http://localhost:7008`; with a certificate https works there too. */
  url: string;
  /** Stops listening, lets what is being written be finished, and keeps the state. */
  close(): Promise<void>;
}

/**
 * Starts a forge. What its last process had not yet announced is announced.
 * Errors: InputError for an option that can't be; the system's own when the
 * port is taken.
 */
export async function startForge(options: ForgeOptions): Promise<RunningForge> {
  const { targets } = checkOptions(options);
  const { dir, host = '127.0.0.1', owner, repo, tls } = options;
  const defaultBranch = options.branch ?? 'main';
  const logger = options.logger ?? consoleLogger;
  let handler: RequestListener = notReady;
  const server = await listen((req, res) => handler(req, res), {
    port: options.port,
    host,
    tls,
  });
  const { port } = server;
  try {
    const url = (options.url ?? `http://localhost:${port}`).replace(/\/+$/, '');
    const repository = await openRepository(dir, defaultBranch);
    const refs = await RefStore.open(dir);
    const context: ForgeContext = {
      repository,
      urls: new Urls(url, owner, repo),
      defaultBranch,
      createdAt: refs.createdAt,
      pulls: await PullStore.open(dir),
      checks: await CheckStore.open(dir),
      comments: await CommentStore.open(dir),
      requiredChecks: options.requiredChecks ?? [],
      refs,
      webhooks: await Webhooks.start({
        dir: join(dir, 'deliveries'),
        targets,
        secret: options.webhookSecret,
        logger,
        times: { ...DEFAULT_DELIVERY_TIMES, ...options.deliveryTimes },
      }),
      logger,
      lock: new Lock(),
    };
    await context.lock.run(() => announce(context));
    const stopWatching = watchRefs(context, options.lookEveryMs);
    const hosts = [
      ...new Set(
        ['localhost', '127.0.0.1', host].map(name => `${name}:${port}`),
      ),
    ];
    const { token, portalUrl, signInSecret } = options;
    handler = createApp(context, { hosts, token, portalUrl, signInSecret });
    logger.info(`forge ${owner}/${repo} at ${url}`);
    return {
      url,
      async close() {
        stopWatching();
        server.close();
        await context.lock.idle();
        await context.webhooks.stop();
      },
    };
  } catch (error) {
    server.close();
    throw error;
  }
}
