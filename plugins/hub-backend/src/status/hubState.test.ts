import { concernsOf } from './concerns';
import { HubFacts, hubState } from './hubState';

const facts = (given: Partial<HubFacts> = {}): HubFacts => ({
  supervisor: 'ready',
  components: [{ name: 'etcd', ready: true }],
  tools: [{ tool: 'etcd', state: 'ready' }],
  sources: [],
  concerns: [],
  seenReady: new Set(),
  ...given,
});
const source = (isView: boolean, connected: boolean, lastGoodAt?: string) => ({
  isView,
  status: { name: 'S', connected, ...(lastGoodAt && { lastGoodAt }) },
});
const THEN = '2026-11-23T11:00:00Z';
const missing = { name: 'opencost', ready: false };

describe('the state of the hub', () => {
  it.each<[string, Partial<HubFacts>, string]>([
    ['all is there', {}, 'ready'],
    [
      'there is no supervisor and all answers',
      { supervisor: undefined, components: [], tools: [] },
      'ready',
    ],
    ['it stops', { supervisor: 'stopping', concerns: ['x'] }, 'stopping'],
    // Runs work, and still it is not complete.
    [
      'a tool is still built',
      { components: [missing], tools: [{ tool: 'opencost', state: 'queued' }] },
      'building',
    ],
    ['a part has not been there yet', { components: [missing] }, 'starting'],
    [
      'a part was there and is gone',
      { components: [missing], seenReady: new Set(['opencost']) },
      'degraded',
    ],
    [
      'a part falls over again and again',
      { components: [{ ...missing, restarts: 3 }] },
      'degraded',
    ],
    [
      'a tool could not be built',
      { tools: [{ tool: 'k6', state: 'failed' }] },
      'degraded',
    ],
    [
      'a source has not answered yet',
      { sources: [source(false, false)] },
      'starting',
    ],
    [
      'a source of some pages has not answered yet',
      { sources: [source(true, false)] },
      'ready',
    ],
    ['a source is lost', { sources: [source(false, false, THEN)] }, 'degraded'],
    [
      'a source of some pages is lost',
      { sources: [source(true, false, THEN)] },
      'degraded',
    ],
    [
      'a node or a service is not well',
      { concerns: ['Node n1: Not ready.'] },
      'degraded',
    ],
    // While it is being built a service that is missing is to come.
    [
      'something is not well while it is built',
      { supervisor: 'building', concerns: ['x'] },
      'building',
    ],
  ])('when %s', (_when, given, state) => {
    expect(hubState(facts(given))).toBe(state);
  });
});

describe('what is not as it should be', () => {
  it('names ill nodes and services, and leaves out what is only to be attended to', () => {
    const node = (name: string, health: string) => ({
      name,
      health,
      sentence: 'Not ready.',
    });
    const service = (name: string, state: string) => ({
      name,
      state,
      sentence: 'One pod fails.',
    });
    expect(
      concernsOf(
        {
          items: [
            node('n1', 'bad'),
            node('n2', 'attention'),
            node('n3', 'unknown'),
            node('n4', 'well'),
          ],
        } as never,
        {
          items: [
            service('openbao', 'degraded'),
            service('argocd', 'progressing'),
            service('grafana', 'out-of-sync'),
          ],
        } as never,
      ),
    ).toEqual([
      'Node n1: Not ready.',
      'Node n3: Not ready.',
      'Service openbao: One pod fails.',
    ]);
  });
});
