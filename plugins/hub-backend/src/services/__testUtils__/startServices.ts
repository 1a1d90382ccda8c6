import { mockServices } from '@backstage/backend-test-utils';
import { FakeArgocd } from '../../__testUtils__/FakeArgocd';
import { FakeCluster } from '../../__testUtils__/FakeCluster';
import { KubeConnection } from '../../kube/KubeConnection';
import { ApplicationWatch } from '../argocd/ApplicationWatch';
import { ArgocdServer } from '../argocd/ArgocdServer';
import { ArgocdSource } from '../argocd/ArgocdSource';
import { RevisionReader } from '../argocd/RevisionReader';
import { ServiceBook } from '../ServiceBook';
import { FixtureService } from './fixtures';

/** What shows services, real, with fakes of the hub and of Argo CD behind it. */
export async function startServices() {
  const cluster = new FakeCluster();
  await cluster.up();
  const argocd = new FakeArgocd(() => undefined);
  await argocd.up();
  const logger = mockServices.logger.mock();
  const connection = new KubeConnection(cluster.kubeconfig);
  const applications = new ApplicationWatch({ connection, logger });
  const server = new ArgocdServer(
    { url: argocd.url, token: 'argocd', insecureSkipTlsVerify: false },
    300,
  );
  const source = new ArgocdSource({
    server,
    applications,
    logger,
    checkInterval: 100,
  });
  const book = new ServiceBook({
    applications,
    resources: name => source.resources(name),
    revisions: new RevisionReader({
      server,
      logger,
      cloneUrl: 'http://localhost:7008/illm/lab.git',
      repository: 'http://localhost:7008/illm/lab',
      onChange: () => undefined,
    }),
    portalUrl: 'http://localhost:7007',
  });
  const context = { onStatusChange: () => undefined };
  await applications.start(context);
  await source.start(context);
  return {
    argocd,
    book,
    cluster,
    /** Services come to the hub or change there. */
    put(...services: FixtureService[]) {
      for (const { application, tree, managed } of services) {
        argocd.put(application.metadata.name, { tree, managed });
        cluster.putObject('applications', application);
      }
    },
    remove(...services: FixtureService[]) {
      services.forEach(({ application }) =>
        cluster.removeObject('applications', application),
      );
    },
    async stop() {
      await applications.stop();
      await source.stop();
      await argocd.down();
      await cluster.stop();
    },
  };
}
