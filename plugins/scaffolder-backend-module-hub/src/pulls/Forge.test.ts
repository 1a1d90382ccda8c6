import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { Forge } from './Forge';

/** Answers as GitHub's API does, by path. */
const answers: Record<string, unknown> = {
  '/api/v3/repos/o/r/pulls?state=open&head=o%3Aexperiment%2Fhers': [
    { number: 7, html_url: 'http://forge/o/r/pull/7' },
  ],
  '/api/v3/repos/o/r/pulls?state=open&head=o%3Aexperiment%2Fnone': [],
  '/api/v3/repos/o/r/pulls/7/commits?per_page=100': ['Ada', 'Ada', 'Linus'].map(
    name => ({ commit: { author: { name, email: `${name}@example.org` } } }),
  ),
  '/api/v3/repos/o/r/git/ref/heads/experiment/hers': {
    ref: 'refs/heads/experiment/hers',
  },
  '/api/v3/repos/o/r/pulls?state=open&head=o%3Abroken': { message: 'what?' },
};

describe('Forge', () => {
  let server: Server;
  let forge: Forge;
  const tokens = new Set<string | undefined>();

  beforeAll(async () => {
    server = createServer(({ url = '', headers }, response) => {
      tokens.add(headers.authorization);
      const answer = answers[url];
      response.writeHead(answer ? 200 : 404);
      response.end(JSON.stringify(answer ?? { message: 'Not Found' }));
    });
    await new Promise<void>(done => {
      server.listen(0, '127.0.0.1', done);
    });
    const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    forge = new Forge({
      repository: `http://${host}/o/r`,
      integrations: ScmIntegrations.fromConfig(
        new ConfigReader({
          integrations: {
            github: [
              { host, apiBaseUrl: `http://${host}/api/v3`, token: 'the-token' },
            ],
          },
        }),
      ),
    });
  });
  afterAll(() => new Promise(done => server.close(done)));

  it('tells an open pull request with each author once', async () => {
    expect(await forge.openPull('experiment/hers')).toEqual({
      number: 7,
      url: 'http://forge/o/r/pull/7',
      authors: [
        { name: 'Ada', email: 'Ada@example.org' },
        { name: 'Linus', email: 'Linus@example.org' },
      ],
    });
    expect(await forge.openPull('experiment/none')).toBeUndefined();
    expect([...tokens]).toEqual(['Bearer the-token']);
  });

  it('tells whether a branch is there', async () => {
    expect(await forge.hasBranch('experiment/hers')).toBe(true);
    expect(await forge.hasBranch('experiment/none')).toBe(false);
  });

  it('says that it is not known, rather than that there is none', async () => {
    await expect(forge.openPull('broken')).rejects.toThrow(
      /can't be known now: http:\/\/127.*Try again/s,
    );
  });
});
