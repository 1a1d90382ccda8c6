import { aStatus } from '../__testUtils__/fixtures';
import {
  hubSentence,
  runsWork,
  toCome,
  usableNow,
  whyNoRuns,
} from './hubSentence';

const part = (name: string, ready: boolean) => ({ name, ready });
const away = (lastGoodAt?: string) => ({
  name: 'Crossplane',
  connected: false,
  reason: 'connect ECONNREFUSED 127.0.0.1:6443',
  ...(lastGoodAt && { lastGoodAt }),
});

describe('the hub in a sentence', () => {
  it('says how far it is, what works already and what is to come', () => {
    const status = aStatus({
      state: 'building',
      components: [
        part('forge', true),
        part('argo-server', true),
        part('workflow-controller', true),
        part('opencost', false),
      ],
      tools: [
        { tool: 'k6', state: 'ready' },
        { tool: 'opencost', state: 'building' },
        { tool: 'crossplane', state: 'queued' },
      ],
      sources: [away()],
    });
    expect(hubSentence(status)).toBe(
      'The hub is still being built: 3 of 5 parts are ready',
    );
    expect(runsWork(status)).toBe(true);
    expect(usableNow(status)).toBe('Experiments can be made and run already.');
    expect(toCome(status)).toBe('To come: opencost, crossplane.');
    expect(runsWork({ ...status, podsRunnable: false })).toBe(false);
  });

  it('never counts all parts as ready while one is still to come', () => {
    const status = aStatus({
      state: 'building',
      components: [part('forge', true), part('etcd', true)],
      tools: [
        { tool: 'etcd', state: 'ready' },
        { tool: 'k6', state: 'queued' },
      ],
    });
    expect(hubSentence(status)).toBe(
      'The hub is still being built: 2 of 3 parts are ready',
    );
    expect(toCome(status)).toBe('To come: k6.');
  });

  it('says why nothing can be run yet, and nothing once it can', () => {
    const status = aStatus({
      state: 'building',
      components: [part('forge', true), part('argo-server', false)],
      tools: [{ tool: 'argo', state: 'building' }],
    });
    expect(whyNoRuns(status)).toBe(
      'The hub is still being built: 1 of 3 parts are ready. To come: argo. Runs can be started as soon as they can be carried out.',
    );
    const there = ['forge', 'argo-server', 'workflow-controller'];
    expect(
      whyNoRuns({ ...status, components: there.map(one => part(one, true)) }),
    ).toBeUndefined();
    expect(whyNoRuns(aStatus())).toBeUndefined();
  });

  it('names a source that was lost, and waits for one that was never there', () => {
    expect(hubSentence(aStatus({ state: 'starting', sources: [away()] }))).toBe(
      'The hub is starting: Crossplane has not answered yet',
    );
    expect(
      hubSentence(
        aStatus({
          state: 'degraded',
          sources: [away('2026-11-23T11:00:00Z')],
        }),
      ),
    ).toBe('The hub runs, but the portal has lost sight of Crossplane');
  });

  it('says what of nodes and services is not well', () => {
    expect(
      hubSentence(
        aStatus({
          state: 'degraded',
          concerns: [
            'Node n1: Not ready.',
            'Service openbao: Degraded.',
            'Service x: Missing.',
          ],
        }),
      ),
    ).toBe(
      'The hub is not well. Node n1: Not ready. Service openbao: Degraded. And 1 more.',
    );
  });
});
