import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import http, { Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { DocsBuilder } from './DocsBuilder';

const entity = (name: string, hasDocs: boolean): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name,
    ...(hasDocs && { annotations: { 'backstage.io/techdocs-ref': 'dir:.' } }),
  },
});

describe('DocsBuilder', () => {
  let server: Server;
  let answers: Record<string, string>;
  let asked: string[];

  beforeEach(async () => {
    asked = [];
    answers = {};
    server = http.createServer((request, response) => {
      asked.push(request.url!);
      const answer = answers[request.url!];
      response.statusCode = answer === undefined ? 500 : 200;
      response.end(answer);
    });
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise(done => server.close(done));
  });

  it('asks for all docs there are, and says once what could not be built', async () => {
    const { port } = server.address() as AddressInfo;
    const logger = mockServices.logger.mock();
    const builder = new DocsBuilder({
      auth: mockServices.auth(),
      catalog: catalogServiceMock({
        entities: [
          entity('illm-lab', true),
          entity('broken', true),
          entity('away', true),
          entity('without', false),
        ],
      }),
      discovery: mockServices.discovery.mock({
        getBaseUrl: async () => `http://127.0.0.1:${port}/api/techdocs`,
      }),
      logger,
    });
    const path = (name: string) =>
      `/api/techdocs/sync/default/component/${name}`;
    answers = {
      [path('illm-lab')]:
        'event: log\ndata: "…"\n\nevent: finish\ndata: {}\n\n',
      [path('broken')]: 'event: error\ndata: "no mkdocs.yml"\n\n',
    };
    const { signal } = new AbortController();
    await builder.run(signal);
    await builder.run(signal);
    expect(asked.slice(0, 3)).toEqual(['illm-lab', 'broken', 'away'].map(path));
    expect(asked).toHaveLength(6);
    expect(logger.warn.mock.calls.map(([words]) => words)).toEqual([
      expect.stringMatching(/component:default\/broken.*no mkdocs\.yml/),
      expect.stringMatching(/component:default\/away.*answered 500/),
    ]);
  });
});
