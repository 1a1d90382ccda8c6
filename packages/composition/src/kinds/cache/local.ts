import { randomBytes } from 'node:crypto';
import { Size } from '../../clouds';
import { Input } from '../../plan/Input';
import { Plan } from '../../plan/Plan';
import { Manifest } from '../../types';
import { CacheSpec, connection } from './spec';

// renovate: datasource=docker depName=redis
const IMAGE = 'redis:7.4.2-alpine';
const PORT = 6379;
const MEMORY_MIB: Record<Size, number> = {
  small: 64,
  medium: 256,
  large: 1024,
};
/** Redis takes more than it keeps. */
const OVERHEAD = 1.5;
const PASSWORD_BYTES = 24;

/** Listens on the pod's own address where all pods share the host's network. */
const START = [
  'umask 077',
  `printf 'bind %s\\nport ${PORT}\\nrequirepass %s\\nsave ""\\nmaxmemory %s\\nmaxmemory-policy allkeys-lru\\n' "\${LAB_POD_IP:-0.0.0.0}" "$PASSWORD" "$MAXMEMORY" > /tmp/redis.conf`,
  'exec redis-server /tmp/redis.conf',
].join('\n');

interface Service {
  status?: { loadBalancer?: { ingress?: { ip?: string }[] } };
}
interface Deployment {
  status?: { availableReplicas?: number };
}

const decoded = (secret: Manifest | undefined, key: string) => {
  const data = secret?.data as Record<string, string> | undefined;
  return data?.[key] && Buffer.from(data[key], 'base64').toString('utf8');
};

const addressOf = (service: Manifest | undefined) =>
  (service as Service | undefined)?.status?.loadBalancer?.ingress?.[0]?.ip;

function deployment({ objectName, labels, spec }: Input<CacheSpec>) {
  const selector = { 'illm.lab/cache': objectName('server') };
  const memory = MEMORY_MIB[spec.size];
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    spec: {
      replicas: 1,
      strategy: { type: 'Recreate' },
      selector: { matchLabels: selector },
      template: {
        metadata: { labels: { ...labels, ...selector } },
        spec: {
          automountServiceAccountToken: false,
          containers: [
            {
              name: 'redis',
              image: IMAGE,
              command: ['/bin/sh', '-c', START],
              env: [
                { name: 'MAXMEMORY', value: `${memory}mb` },
                {
                  name: 'PASSWORD',
                  valueFrom: {
                    secretKeyRef: {
                      name: objectName('credentials'),
                      key: 'password',
                    },
                  },
                },
              ],
              ports: [{ name: 'redis', containerPort: PORT }],
              readinessProbe: { tcpSocket: { port: PORT }, periodSeconds: 2 },
              resources: {
                requests: { cpu: '50m', memory: `${memory}Mi` },
                limits: { memory: `${memory * OVERHEAD}Mi` },
              },
            },
          ],
        },
      },
    },
  };
}

/**
 * Redis on the hub itself. Honest as a cache, since what is in one may be lost
 * at any time: it is when its pod starts anew.
 */
export function localCache(input: Input<CacheSpec>): Plan {
  const { objectName, observed } = input;
  const secret = observed('credentials')?.resource;
  const password = decoded(secret, 'password');
  const host = addressOf(observed('service')?.resource);
  const made = randomBytes(PASSWORD_BYTES).toString('base64url');
  return {
    parts: {
      credentials: {
        object: {
          apiVersion: 'v1',
          kind: 'Secret',
          type: 'Opaque',
          data: {
            password: Buffer.from(password ?? made).toString('base64'),
          },
        },
      },
      service: {
        object: {
          apiVersion: 'v1',
          kind: 'Service',
          spec: {
            type: 'LoadBalancer',
            selector: { 'illm.lab/cache': objectName('server') },
            ports: [{ name: 'redis', port: PORT, targetPort: PORT }],
          },
        },
        isReady: service => addressOf(service) !== undefined,
      },
      // Once its password is settled: it reads it when it starts.
      ...(password && {
        server: {
          object: deployment(input),
          isReady: server =>
            ((server as Deployment).status?.availableReplicas ?? 0) > 0,
        },
      }),
    },
    order: [],
    endpoint: host && `${host}:${PORT}`,
    connection: connection(host, password, { port: `${PORT}`, tls: false }),
  };
}
