import { RunningForge } from './startForge';
import { api, commitFiles, Fixture, gitIn } from './testing/fixture';

describe('GraphQL', () => {
  const fixture = new Fixture();
  let forge: RunningForge;

  beforeAll(async () => {
    forge = await fixture.start();
    const checkout = await fixture.clone(forge);
    await commitFiles(checkout, { 'a.txt': 'a\n' }, 'Start');
    await gitIn(checkout, 'push', '-q', 'origin', 'main');
    for (const title of ['First', 'Second']) {
      await gitIn(checkout, 'checkout', '-q', '-B', 'change', 'main');
      await commitFiles(checkout, { 'b.txt': title }, title);
      await gitIn(checkout, 'push', '-q', '-f', 'origin', 'change');
      await api(forge, 'POST', '/pulls', {
        title,
        head: 'change',
        base: 'main',
      });
      if (title === 'First')
        await api(forge, 'PATCH', '/pulls/1', { state: 'closed' });
    }
  });
  afterAll(() => fixture.cleanUp());

  async function ask(query: string, variables = {}, headers = {}) {
    const answer = await fetch(`${forge.url}/api/graphql`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify({ query, variables }),
    });
    return { status: answer.status, body: await answer.json() };
  }

  const PULLS = `query ($head: String!, $states: [PullRequestState!]) {
    repository(owner: "illm", name: "lab") {
      ref(qualifiedName: $head) {
        associatedPullRequests(first: 5, states: $states) {
          totalCount
          edges { node { number title state url } }
        }
      }
    }
  }`;

  it('finds the pull requests of a branch by state', async () => {
    const url = (number: number) => `${forge.url}/illm/lab/pull/${number}`;
    const first = { number: 1, title: 'First', state: 'CLOSED', url: url(1) };
    const second = { number: 2, title: 'Second', state: 'OPEN', url: url(2) };
    const open = await ask(PULLS, { head: 'change', states: ['OPEN'] });
    expect(open.body.data.repository.ref.associatedPullRequests).toEqual({
      totalCount: 1,
      edges: [{ node: second }],
    });
    const all = await ask(PULLS, { head: 'refs/heads/change' });
    expect(all.body.data.repository.ref.associatedPullRequests.edges).toEqual([
      { node: second },
      { node: first },
    ]);
    for (const head of ['nowhere', '--x', 'a..b']) {
      const none = await ask(PULLS, { head });
      expect(none.body).toEqual({ data: { repository: { ref: null } } });
    }
  });

  it("answers errors in GitHub's form", async () => {
    const other = await ask('{ repository(owner: "a", name: "b") { id } }');
    expect(other.body).toMatchObject({
      data: { repository: null },
      errors: [
        {
          type: 'NOT_FOUND',
          path: ['repository'],
          message: "Could not resolve to a Repository with the name 'a/b'.",
        },
      ],
    });
    const unknown = await ask('{ sponsors { login } }');
    expect(unknown.body.errors[0].message).toContain('sponsors');
    expect(unknown.body.data).toBeUndefined();
    const id = Buffer.from('PullRequest:2').toString('base64');
    const close = `mutation { closePullRequest(input: {pullRequestId: "${id}"}) { pullRequest { state } } }`;
    const unsigned = await ask(close);
    expect(unsigned.body.errors[0]).toMatchObject({
      type: 'FORBIDDEN',
      message: expect.stringContaining('Requires authentication'),
    });
    expect((await api(forge, 'GET', '/pulls/2')).body.state).toBe('open');
    expect((await ask('', {}, { Authorization: 'bearer wrong' })).status).toBe(
      401,
    );
  });
});
