import path from 'node:path';
import { functionPackage } from '../crossplane/functionPackage';
import {
  compositionFunction,
  functionCertificate,
  functionEndpoint,
  lock,
  usageWebhook,
} from '../crossplane/objects';
import { HubContext } from '../hub/components/context';
import { StepSpec } from '../supervisor';
import { Cluster, readManifests, yamlFiles } from './Cluster';
import { rootApplication } from './objects';
import { HubRepository } from './repository';

/** Folder with the YAML of what only the local hub needs. */
const OWN = 'packages/local-hub/manifests';
const ROOT = 'platform/hub/bootstrap/hub-application.yaml';

/**
 * Definitions that nothing here can use: operations are an alpha feature that
 * is off, and packages have no deployments where nothing may start pods.
 * The API server keeps a schema many times over; one of these has 300 kB.
 */
const UNUSED = /ops\.crossplane\.io_|_deploymentruntimeconfigs\.yaml$/;

/**
 * What Crossplane needs, and the root Application of the claims. All of it
 * after what a run needs, which never waits for it.
 */
export function crossplaneSteps(
  context: HubContext,
  cluster: Cluster,
  repository: HubRepository,
): StepSpec[] {
  const { repoRoot, credentials, layout, tools } = context;
  const { ports } = layout;
  const ours = functionPackage(repoRoot);
  const own = (file: string) => path.join(repoRoot, OWN, file);
  return [
    {
      name: 'crossplane-definitions',
      group: 'views',
      dependsOn: ['gitops'],
      run: async (report, signal) => {
        await context.built(['crossplane/manifests'], report, signal);
        const crds = yamlFiles(path.join(tools.share('crossplane'), 'crds'));
        await cluster.applyDefinitions(
          'crossplane',
          crds.filter(file => !UNUSED.test(file)),
          signal,
        );
        // What the clouds' providers would bring; there is no cloud here.
        await cluster.applyDefinitions(
          'managed-resources',
          yamlFiles(own('managed-resources')),
          signal,
        );
        const webhook = usageWebhook({
          port: ports.crossplaneWebhook,
          caFile: credentials.crossplane.caFile,
        });
        await cluster.apply(
          [
            ...readManifests(own('crossplane.yaml')),
            lock,
            webhook,
            functionCertificate(credentials.composition.certFile),
            compositionFunction(ours),
          ],
          signal,
        );
      },
    },
    {
      name: 'composition-function',
      group: 'views',
      dependsOn: ['crossplane', 'composition'],
      run: async (report, signal) => {
        report('Waiting for Crossplane to look at the function');
        const kind = 'functionrevision.pkg.crossplane.io';
        await cluster.appears(kind, { name: ours.revision }, signal);
        await cluster.applyStatus(
          functionEndpoint(ours, ports.composition),
          signal,
        );
      },
    },
    {
      name: 'claims',
      group: 'views',
      dependsOn: ['composition-function'],
      run: async (_report, signal) => {
        const [root] = readManifests(path.join(repoRoot, ROOT));
        const claims = rootApplication(root, repository, {
          name: 'hub-claims',
          overlay: 'local-claims',
          description: 'The root of what claims are made of, and of all claims',
        });
        await cluster.apply([claims], signal);
      },
    },
  ];
}
