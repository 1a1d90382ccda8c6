import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ComponentSpec, httpProbe, Launch } from '../../supervisor';
import { at, cleanEnv, HubContext, workFolder } from './context';
import { portalDatabase } from '../portalDatabase';
import { REQUIRED_CHECKS } from '../requiredChecks';
import { hostPrices, priceBook } from './costs';

/** The one repository of the local forge. */
export const FORGE_OWNER = 'illm';
export const FORGE_REPO = 'lab';
/** Its largest answers are diffs of pull requests. */
const FORGE_HEAP_MIB = 192;

const localhost = (port: number) => `http://localhost:${port}`;

/** The addresses by which the parts of a hub name each other. */
export const addresses = ({ layout }: Pick<HubContext, 'layout'>) => {
  const forgeUrl = localhost(layout.ports.forge);
  const repository = `${forgeUrl}/${FORGE_OWNER}/${FORGE_REPO}`;
  return {
    portal: localhost(layout.ports.portal),
    forge: forgeUrl,
    forgeHost: `localhost:${layout.ports.forge}`,
    repository,
    cloneUrl: `${repository}.git`,
    argo: `http://127.0.0.1:${layout.ports.argoServer}`,
    argocd: `http://127.0.0.1:${layout.ports.argocdServer}`,
  };
};

export const versionOf = (context: HubContext, folder: string) =>
  JSON.parse(
    readFileSync(path.join(context.repoRoot, folder, 'package.json'), 'utf8'),
  ).version as string;

/** Young objects get a small place: else Node lets them fill three of 16 MiB. */
const heapFlags = (mib?: number) =>
  mib ? [`--max-old-space-size=${mib}`, '--max-semi-space-size=2'] : [];

/** A process of ours in TypeScript, run from its source as Backstage does. */
export function nodeLaunch(
  context: HubContext,
  options: {
    name: string;
    folder: string;
    entry: string;
    args?: string[];
    env?: Record<string, string>;
    /** What it may keep on its heap, in MiB; Node would take more if it could. */
    heapMiB?: number;
  },
): Launch {
  workFolder(context, options.name);
  const transform = createRequire(
    path.join(context.repoRoot, 'package.json'),
  ).resolve('@backstage/cli-node/config/nodeTransform.cjs');
  const folder = path.join(context.repoRoot, options.folder);
  return {
    command: process.execPath,
    args: [
      ...heapFlags(options.heapMiB),
      '--require',
      transform,
      path.join(folder, options.entry),
      ...(options.args ?? []),
    ],
    env: {
      ...cleanEnv(context, options.name),
      NODE_ENV: 'production',
      ...options.env,
    },
    cwd: folder,
    inputs: context.credentials.identity(),
  };
}

/** The forge, which needs nothing but Node and Git. */
export function forge(context: HubContext): ComponentSpec {
  const { ports, path: inState } = context.layout;
  const { secrets } = context.credentials;
  const url = addresses(context);
  const local = (port: number) => `http://127.0.0.1:${port}/api/webhook#push`;
  return {
    name: 'forge',
    version: () => versionOf(context, 'packages/forge'),
    address: url.forge,
    launch: () =>
      nodeLaunch(context, {
        name: 'forge',
        folder: 'packages/forge',
        entry: 'src/main.ts',
        heapMiB: FORGE_HEAP_MIB,
        env: {
          FORGE_DIR: inState('forge'),
          FORGE_PORT: `${ports.forge}`,
          FORGE_OWNER,
          FORGE_REPO,
          FORGE_TOKEN: secrets.forgeToken,
          FORGE_WEBHOOK_SECRET: secrets.webhookSecret,
          FORGE_WEBHOOKS: [
            `${url.portal}/api/events/http/github`,
            local(ports.argocdServer),
            local(ports.applicationSetWebhook),
          ].join(','),
          FORGE_REQUIRED_CHECKS: REQUIRED_CHECKS.join(','),
          FORGE_TLS_CERT: context.credentials.forge.certFile,
          FORGE_TLS_KEY: context.credentials.forge.keyFile,
          FORGE_PORTAL_URL: url.portal,
          FORGE_SIGN_IN_SECRET: secrets.signInSecret,
          FORGE_URL: url.forge,
        },
      }),
    ready: httpProbe({
      url: `${url.forge}/${FORGE_OWNER}/${FORGE_REPO}.git/info/refs?service=git-upload-pack`,
    }),
  };
}

/** The portal. It starts with everything else still missing, and shows that. */
export function portal(
  context: HubContext,
  options: {
    /** Folder whose programs the portal runs too, once they are there. */
    programs: string;
  },
): ComponentSpec {
  const { ports, path: inState, statusFile } = context.layout;
  const { secrets, kubeconfig } = context.credentials;
  const url = addresses(context);
  const config = (file: string) => path.join(context.repoRoot, file);
  const database = portalDatabase(context.layout);
  return {
    name: 'portal',
    version: () => versionOf(context, 'packages/backend'),
    address: url.portal,
    launch: () =>
      nodeLaunch(context, {
        name: 'portal',
        folder: 'packages/backend',
        entry: 'src',
        args: [
          '--config',
          config('app-config.yaml'),
          '--config',
          config('app-config.local.yaml'),
          ...(database
            ? ['--config', config('app-config.local-postgresql.yaml')]
            : []),
        ],
        env: {
          PATH: `${options.programs}:${cleanEnv(context, 'portal').PATH}`,
          LAB_PORT: `${ports.portal}`,
          LAB_PORTAL_URL: url.portal,
          LAB_FORGE_URL: url.forge,
          LAB_FORGE_HOST: url.forgeHost,
          LAB_FORGE_TOKEN: secrets.forgeToken,
          LAB_WEBHOOK_SECRET: secrets.webhookSecret,
          LAB_BACKEND_SECRET: secrets.backendSecret,
          LAB_SIGN_IN_SECRET: secrets.signInSecret,
          LAB_KUBECONFIG: kubeconfig('portal'),
          LAB_ARGO_URL: url.argo,
          LAB_ARGO_TOKEN: secrets.portalToken,
          LAB_ARGOCD_URL: url.argocd,
          LAB_ARGOCD_TOKEN: secrets.argocdPortalToken,
          LAB_STATUS_FILE: statusFile,
          LAB_TALOSCONFIG: context.credentials.talosconfig,
          LAB_OPENCOST_URL: at('http', ports.opencost),
          LAB_OPENCOST_TOKEN: secrets.openCostToken,
          LAB_CURRENCY: priceBook(context).currency,
          LAB_PRICE_CORE_HOUR: `${hostPrices(context).perCoreHour}`,
          LAB_PRICE_GIB_HOUR: `${hostPrices(context).perGibHour}`,
          LAB_DB_DIR: inState('portal'),
          ...(database && { LAB_DATABASE: database }),
        },
      }),
    ready: httpProbe({
      url: `http://127.0.0.1:${ports.portal}/.backstage/health/v1/readiness`,
      // The portal answers to its own name only.
      headers: { host: `localhost:${ports.portal}` },
    }),
    graceMs: 20_000,
  };
}
