import fs from 'node:fs';
import path from 'node:path';
import {
  coreServices,
  createBackendModule,
  createServiceFactory,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import { eventsServiceRef, EventsService } from '@backstage/plugin-events-node';
import request from 'supertest';
import { parse } from 'yaml';
import catalogModuleHub from './index';
import { FakeRepository } from './__testUtils__/FakeRepository';

const appConfig = parse(
  fs.readFileSync(path.resolve(__dirname, '../../../app-config.yaml'), 'utf8'),
);
const REPOSITORY = 'http://localhost:7008/illm/lab';

const org = `
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: { name: web }
spec: { type: team, children: [] }
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: { name: cc-200 }
spec: { type: cost-center, children: [web] }
`;
const experiment = (name: string, owner = 'group:default/web') => `
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: ${name} }
spec: { type: experiment, lifecycle: experimental, owner: '${owner}', system: experiments }
`;
const user = `
apiVersion: backstage.io/v1alpha1
kind: User
metadata: { name: mallory }
spec: { memberOf: [platform] }
`;

jest.setTimeout(120_000);

describe('the repository in the catalog', () => {
  const repository = new FakeRepository(`${REPOSITORY}/blob/main/`);
  let events: EventsService;
  let scheduler: SchedulerService;
  let server: Awaited<ReturnType<typeof startTestBackend>>['server'];

  beforeAll(async () => {
    repository.down = true;
    repository.commit({
      'catalog/org.yaml': org,
      'experiments/first/catalog-info.yaml': experiment('first'),
      'docs/catalog-info.yaml': experiment('elsewhere'),
    });
    ({ server } = await startTestBackend({
      features: [
        catalogPlugin,
        catalogModuleHub,
        // The real one starts tasks in the background; this one would wait.
        mockServices.scheduler.factory({ skipTaskRunOnStartup: true }),
        createServiceFactory({
          service: coreServices.urlReader,
          deps: {},
          factory: () => repository.urlReader(),
        }),
        createBackendModule({
          pluginId: 'catalog',
          moduleId: 'for-test',
          register: reg =>
            reg.registerInit({
              deps: {
                eventsService: eventsServiceRef,
                schedulerService: coreServices.scheduler,
              },
              async init({ eventsService, schedulerService }) {
                events = eventsService;
                scheduler = schedulerService;
              },
            }),
        }),
        mockServices.rootConfig.factory({
          data: {
            hub: { repository: REPOSITORY, branch: 'main' },
            // The rules that every hub has.
            catalog: { rules: appConfig.catalog.rules },
          },
        }),
      ],
    }));
  });

  const push = (ref = 'refs/heads/main', html_url = REPOSITORY) =>
    events.publish({
      topic: 'github.push',
      eventPayload: { ref, repository: { html_url } },
    });
  const find = async (kind: string, name: string) =>
    (
      await request(server).get(
        `/api/catalog/entities/by-name/${kind}/default/${name}`,
      )
    ).status;

  /** The status that it comes to within a generous time; no timed test. */
  const settle = async (kind: string, name: string, wanted: 200 | 404) => {
    const deadline = Date.now() + 20_000;
    let status = await find(kind, name);
    while (status !== wanted && Date.now() < deadline) {
      await new Promise(resolve => setTimeout(resolve, 100));
      status = await find(kind, name);
    }
    return status;
  };

  it('waits for a forge that starts later', async () => {
    const started = scheduler.triggerTask('hub-repository:refresh');
    await new Promise(resolve => setTimeout(resolve, 2_000));
    expect(await find('component', 'first')).toBe(404);
    repository.down = false;
    await started;
    expect(await settle('component', 'first', 200)).toBe(200);
    expect(await settle('group', 'web', 200)).toBe(200);
    expect(await find('component', 'elsewhere')).toBe(404);
  });

  it('takes up what a push adds and drops what it removes', async () => {
    repository.commit({
      'experiments/second/catalog-info.yaml': experiment('second'),
      'experiments/first/catalog-info.yaml': undefined,
    });
    await push();
    expect(await settle('component', 'second', 200)).toBe(200);
    expect(await settle('component', 'first', 404)).toBe(404);
  });

  it('leaves the others alone when one file is broken, and takes its correction', async () => {
    repository.commit({
      'experiments/broken/catalog-info.yaml': 'kind: [',
      'experiments/third/catalog-info.yaml': experiment('third'),
    });
    await push();
    expect(await settle('component', 'third', 200)).toBe(200);

    repository.commit({
      'experiments/broken/catalog-info.yaml': experiment('broken'),
    });
    await push();
    expect(await settle('component', 'broken', 200)).toBe(200);
    expect(await find('component', 'second')).toBe(200);
  });

  it('refuses owners that are no team, wrong names, and people beside an experiment', async () => {
    repository.commit({
      'experiments/a/catalog-info.yaml': experiment('of-person', 'user:ada'),
      'experiments/b/catalog-info.yaml': experiment('of-cc', 'group:cc-200'),
      'experiments/c/catalog-info.yaml': experiment('Shouting'),
      'experiments/catalog/catalog-info.yaml': user,
      'experiments/fourth/catalog-info.yaml': experiment('fourth'),
    });
    await push();
    expect(await settle('component', 'fourth', 200)).toBe(200);
    // The wrong ones came with it; two more rounds would have let them in.
    await new Promise(resolve => setTimeout(resolve, 2_000));
    for (const name of ['of-person', 'of-cc', 'shouting']) {
      expect(await find('component', name)).toBe(404);
    }
    expect(await find('user', 'mallory')).toBe(404);
  });

  it('ignores pushes to other branches and repositories', async () => {
    repository.commit({
      'experiments/fifth/catalog-info.yaml': experiment('fifth'),
    });
    await push('refs/heads/experiment/fifth');
    await push('refs/heads/main', 'http://localhost:7008/illm/other');
    await new Promise(resolve => setTimeout(resolve, 3_000));
    expect(await find('component', 'fifth')).toBe(404);
    await push();
    expect(await settle('component', 'fifth', 200)).toBe(200);
  });
});
