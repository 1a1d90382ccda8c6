import { readFileSync } from 'node:fs';
import type { Manifest } from '../bootstrap/Cluster';
import { FUNCTION, FunctionPackage } from './functionPackage';

/** Refuses the deletion of what something else still uses. */
export const usageWebhook = (options: {
  port: number;
  caFile: string;
}): Manifest => ({
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'ValidatingWebhookConfiguration',
  metadata: { name: 'crossplane-no-usages' },
  webhooks: [
    {
      name: 'nousages.protection.crossplane.io',
      admissionReviewVersions: ['v1'],
      sideEffects: 'None',
      failurePolicy: 'Fail',
      // Only what Crossplane has marked: without it nothing else is held up.
      objectSelector: { matchLabels: { 'crossplane.io/in-use': 'true' } },
      rules: [
        {
          apiGroups: ['*'],
          apiVersions: ['*'],
          resources: ['*'],
          operations: ['DELETE'],
        },
      ],
      clientConfig: {
        url: `https://127.0.0.1:${options.port}/validate-no-usages`,
        caBundle: readFileSync(options.caFile).toString('base64'),
      },
    },
  ],
});

/** What Crossplane wants to be there before it starts. */
export const lock: Manifest = {
  apiVersion: 'pkg.crossplane.io/v1beta1',
  kind: 'Lock',
  metadata: { name: 'lock' },
};

/** Our function. Its package is in Crossplane's cache and nowhere else. */
export const compositionFunction = (one: FunctionPackage): Manifest => ({
  apiVersion: 'pkg.crossplane.io/v1',
  kind: 'Function',
  metadata: { name: FUNCTION },
  spec: { package: one.reference, packagePullPolicy: 'Never' },
});

/** Crossplane wants to know what certificate a package's process has. */
const CERTIFICATE = 'composition-tls';

/** That certificate, without its key, which stays with the process. */
export const functionCertificate = (certFile: string): Manifest => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: CERTIFICATE, namespace: 'crossplane-system' },
  data: { 'tls.crt': readFileSync(certFile).toString('base64') },
});

/**
 * Says where the function's process is; on hubs of containers Crossplane makes
 * a Deployment and says so itself.
 */
export const functionEndpoint = (
  one: FunctionPackage,
  port: number,
): Manifest => ({
  apiVersion: 'pkg.crossplane.io/v1',
  kind: 'FunctionRevision',
  metadata: { name: one.revision },
  status: {
    endpoint: `dns:///127.0.0.1:${port}`,
    tlsServerSecretName: CERTIFICATE,
    conditions: [
      {
        type: 'RuntimeHealthy',
        status: 'True',
        reason: 'HealthyPackageRevision',
        message: 'A process of the hub',
        lastTransitionTime: new Date().toISOString(),
      },
    ],
  },
});
