import { mkdirSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import path from 'node:path';
import {
  openCostPrices,
  Prices,
  pricesOf,
  PROMETHEUS_USER,
  prometheusConfig,
  prometheusWebConfig,
  readPriceBook,
} from '../../costs';
import { ComponentSpec, httpProbe, writeFileAtomic } from '../../supervisor';
import { at, binaryComponent, HubContext } from './context';

/** What the host costs, in the repository. */
const PRICE_BOOK = 'packages/local-hub/config/prices.yaml';
const GIB = 1024 ** 3;

/**
 * How long figures are kept: this month and the last, and as much before to
 * compare with. A small hub writes some 5 MB a day.
 */
const RETENTION = { time: '125d', size: '1GB' };

/** Go's garbage collector works harder above these; nothing fails. */
const MEMORY = { prometheus: '96MiB', opencost: '80MiB' };

/** Where OpenCost looks for settings besides its own. */
const NAMESPACE = 'illm-lab';

/** Name of the hub's own cluster in OpenCost's answers. */
const CLUSTER = 'hub';

/** The price book of this checkout. */
export const priceBook = (context: HubContext) =>
  readPriceBook(path.join(context.repoRoot, PRICE_BOOK));

/** What this host costs, by that book. */
export const hostPrices = (context: HubContext): Prices =>
  pricesOf(priceBook(context), {
    cores: cpus().length,
    memoryGib: totalmem() / GIB,
  });

function folder(context: HubContext, name: string): string {
  const dir = context.layout.path(name);
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  return dir;
}

const basic = (user: string, password: string) =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

function prometheus(context: HubContext): ComponentSpec {
  const { ports } = context.layout;
  const address = at('http', ports.prometheus);
  const dir = context.layout.path('prometheus');
  const config = path.join(dir, 'prometheus.yml');
  const webConfig = path.join(dir, 'web.yml');
  const password = context.credentials.secrets.prometheusPassword;
  const { launch, ...component } = binaryComponent(context, {
    name: 'prometheus',
    group: 'views',
    binary: 'prometheus',
    address,
    dependsOn: ['namespaces'],
    args: [
      `--config.file=${config}`,
      `--web.config.file=${webConfig}`,
      `--storage.tsdb.path=${path.join(dir, 'data')}`,
      `--storage.tsdb.retention.time=${RETENTION.time}`,
      `--storage.tsdb.retention.size=${RETENTION.size}`,
      `--web.listen-address=127.0.0.1:${ports.prometheus}`,
      // No other web page may read it.
      '--web.cors.origin=^$',
      // OpenCost takes a pod for gone when its figures are.
      '--query.lookback-delta=1m',
      '--log.level=warn',
    ],
    env: { GOMEMLIMIT: MEMORY.prometheus },
    ready: httpProbe({
      url: `${address}/-/ready`,
      headers: { authorization: basic(PROMETHEUS_USER, password) },
    }),
  });
  return {
    ...component,
    launch: () => {
      folder(context, 'prometheus');
      const scrapes = prometheusConfig({
        openCostPort: ports.opencost,
        openCostTokenFile: context.credentials.openCostTokenFile,
        kubeletPort: ports.kubelet,
        reader: context.credentials.metricsReader,
      });
      writeFileAtomic(config, JSON.stringify(scrapes, null, 2));
      writeFileAtomic(
        webConfig,
        JSON.stringify(prometheusWebConfig(password), null, 2),
      );
      return launch();
    },
  };
}

function openCost(context: HubContext): ComponentSpec {
  const { ports } = context.layout;
  const address = at('http', ports.opencost);
  const dir = context.layout.path('opencost');
  const { secrets } = context.credentials;
  const kubeconfig = context.credentials.kubeconfig('opencost');
  const { launch, ...component } = binaryComponent(context, {
    name: 'opencost',
    group: 'views',
    binary: 'costmodel',
    address,
    dependsOn: ['prometheus'],
    args: [],
    env: {
      KUBECONFIG: kubeconfig,
      KUBECONFIG_PATH: kubeconfig,
      CONFIG_PATH: dir,
      PROMETHEUS_SERVER_ENDPOINT: at('http', ports.prometheus),
      DB_BASIC_AUTH_USERNAME: PROMETHEUS_USER,
      DB_BASIC_AUTH_PW: secrets.prometheusPassword,
      // What whoever asks it needs; its build reads it.
      LAB_OPENCOST_TOKEN: secrets.openCostToken,
      CLUSTER_ID: CLUSTER,
      KUBECOST_NAMESPACE: NAMESPACE,
      API_PORT: `${ports.opencost}`,
      KUBECOST_JOB_NAME: 'opencost',
      ETL_RESOLUTION_SECONDS: '60',
      // Pods of one name, one after the other, are two, with nothing between.
      INGEST_POD_UID: 'true',
      CACHE_WARMING_ENABLED: 'false',
      CLOUD_COST_ENABLED: 'false',
      LOG_LEVEL: 'warn',
      GOMEMLIMIT: MEMORY.opencost,
    },
    ready: httpProbe({
      url: `${address}/healthz`,
      headers: { authorization: `Bearer ${secrets.openCostToken}` },
    }),
  });
  return {
    ...component,
    launch: () => {
      writeFileAtomic(
        path.join(folder(context, 'opencost'), 'default.json'),
        JSON.stringify(openCostPrices(hostPrices(context)), null, 2),
      );
      return launch();
    },
  };
}

/** What the hub's costs are known by. A run needs none of it. */
export const costs = (context: HubContext): ComponentSpec[] => [
  prometheus(context),
  openCost(context),
];
