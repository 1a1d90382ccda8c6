import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { httpBaseline } from '../__testUtils__/catalogFixtures';
import { address, fakeHub, renderHub } from '../__testUtils__/renderHub';
import { excerpt, marked } from './words';

const DOCUMENTS: Record<string, object[]> = {
  'hub-runs': [
    {
      title: 'http-baseline #42',
      text: 'k6 crossed p(95)<200 (231 ms) · by ada',
      location: '/runs/http-baseline-42',
      state: 'failed',
      verdict: 'failed',
      createdAt: '2026-11-23T12:00:00Z',
    },
  ],
  'software-catalog': [
    {
      title: 'HTTP baseline',
      text: 'How fast http is',
      location: '/catalog/default/component/http-baseline',
      kind: 'Component',
      type: 'experiment',
    },
  ],
  techdocs: [
    {
      title: 'API | Illm Lab docs',
      text: 'HTTP: /api/hub',
      location: '/docs/default/component/illm-lab/api/#http',
    },
    {
      title: 'API | Illm Lab docs',
      text: 'API HTTP: /api/hub',
      location: '/docs/default/component/illm-lab/api/',
    },
    {
      title: 'Steps | Illm Lab docs',
      text: 'Stops and steps, which only sound alike',
      location: '/docs/default/component/illm-lab/steps/',
    },
  ],
};

const search = {
  query: async ({ types = [] }: { types?: string[] }) => ({
    results: types.flatMap(type =>
      DOCUMENTS[type].map(document => ({ type, document: document as never })),
    ),
  }),
};

const open = (path: string) =>
  renderHub(
    path,
    fakeHub({ listExperiments: async () => ({ items: [httpBaseline] }) }),
    { search },
  );

describe('the page Search', () => {
  it('has the experiment first, each thing once, and Run beside it', async () => {
    open('/search?query=http');
    const group = within(
      await screen.findByRole('region', { name: 'Experiments' }),
    );
    expect(
      await group.findByRole('button', { name: 'Run http-baseline' }),
    ).toBeVisible();
    await screen.findByRole('region', { name: 'Docs' });
    expect(
      screen
        .getAllByRole('region')
        .map(({ textContent }) => textContent)
        // The app's own place for toasts is a region as well.
        .filter(Boolean),
    ).toEqual([
      expect.stringMatching(/^Experiments/),
      expect.stringMatching(/^Runs.*http-baseline #42/),
      // One page of the docs, and none that only sounds alike.
      expect.stringMatching(/^DocsAPI \| Illm Lab docs/),
    ]);
    expect(
      screen.getAllByRole('link', { name: 'API | Illm Lab docs' }),
    ).toHaveLength(1);
  });

  it('keeps what is typed in the address, and says when that is nowhere', async () => {
    open('/search');
    await userEvent.type(
      await screen.findByRole('searchbox', { name: 'Search' }),
      'kafka',
    );
    expect(await screen.findByText('Nothing has “kafka” in it')).toBeVisible();
    expect(address()).toBe('/search?query=kafka');
  });
});

describe('a text that was found', () => {
  it('is cut to where the word is, and marks it', () => {
    const long = `${'before '.repeat(20)}the Word ${'after '.repeat(60)}`;
    const cut = excerpt(long, ['word']);
    expect(cut).toMatch(/^… before .*the Word after .*…$/);
    expect(cut.length).toBeLessThan(240);
    expect(marked('A Word, a word', ['word'])).toEqual([
      { text: 'A ', isWord: false },
      { text: 'Word', isWord: true },
      { text: ', a ', isWord: false },
      { text: 'word', isWord: true },
    ]);
  });
});
