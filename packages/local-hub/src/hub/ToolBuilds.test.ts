import { ToolProgress, ToolSet, ToolStatus } from '../tools';
import { ToolBuilds } from './ToolBuilds';

const status = (
  tool: string,
  binary: string,
  isReady: boolean,
): ToolStatus => ({
  tool,
  binary,
  version: 'v1',
  state: isReady ? 'ready' : 'missing',
});

/** A tool set whose builds the test makes happen. */
function manualTools(parts: ToolStatus[]) {
  let progress: (progress: ToolProgress) => void = () => {};
  let finish = () => {};
  const tools: ToolSet = {
    status: () => parts,
    ensure: ({ onProgress } = {}) => {
      progress = onProgress!;
      return new Promise(resolve => {
        finish = resolve;
      });
    },
    path: binary => `/tools/${binary}`,
    folder: () => '/bin',
    share: tool => `/share/${tool}`,
    use: async () => {},
    prune: async () => [],
  };
  return {
    tools,
    tell: (told: ToolProgress) => progress(told),
    finish: () => finish(),
  };
}

describe('ToolBuilds', () => {
  const logger = { info: () => {}, warn: () => {} };
  const { signal } = new AbortController();

  it('lets one wait for its binaries, and says how long', async () => {
    const manual = manualTools([
      status('kubernetes', 'etcd', true),
      status('argo-cd', 'argocd', false),
      status('argo-cd', 'manifests', true),
      status('crossplane', 'manifests', false),
    ]);
    const onChange = jest.fn();
    const builds = new ToolBuilds(manual.tools, logger, onChange);
    const running = builds.run(signal);
    const said: string[] = [];
    await builds.built(
      ['etcd', 'argo-cd/manifests'],
      text => said.push(text),
      signal,
    );
    expect(said).toEqual([]);
    expect(builds.versionOf('etcd')).toBe('v1');
    expect(builds.isDone).toBe(false);

    const waiting = builds.built(['argocd'], text => said.push(text), signal);
    const argocd = { tool: 'argo-cd', binary: 'argocd' };
    manual.tell({ ...argocd, state: 'building', etaSeconds: 70 });
    await new Promise(setImmediate);
    manual.tell({ ...argocd, state: 'failed', message: 'no network' });
    await new Promise(setImmediate);
    expect(builds.list()).toContainEqual(
      expect.objectContaining({ tool: 'argocd', state: 'failed' }),
    );
    manual.tell({ ...argocd, state: 'ready', seconds: 9 });
    await waiting;
    manual.tell({ tool: 'crossplane', binary: 'manifests', state: 'ready' });
    expect(said).toEqual([
      'argocd is waiting to be built',
      'argocd is being built, ready in about 70 s',
      'argocd could not be built: no network',
    ]);
    expect(builds.isDone).toBe(true);
    expect(builds.list().map(({ tool }) => tool)).toEqual(['etcd', 'argocd']);
    manual.finish();
    await running;
    expect(onChange).toHaveBeenCalled();
  });

  it('stops waiting when told to', async () => {
    const manual = manualTools([status('k6', 'k6', false)]);
    const builds = new ToolBuilds(manual.tools, logger, () => {});
    const controller = new AbortController();
    void builds.run(signal);
    const waiting = builds.built(['k6'], () => {}, controller.signal);
    controller.abort();
    await expect(waiting).rejects.toThrow('aborted');
  });

  it('says what it uses before it tidies the cache, and what is gone', async () => {
    const done: string[] = [];
    const stop = new AbortController();
    const { tools } = manualTools([]);
    const builds = new ToolBuilds(
      {
        ...tools,
        use: async () => void done.push('used'),
        prune: async () => {
          done.push('pruned');
          return ['k6-0123'];
        },
      },
      {
        ...logger,
        info: message => {
          done.push(message);
          stop.abort();
        },
      },
      () => {},
    );
    await builds.keepCache(stop.signal);
    expect(done).toEqual([
      'used',
      'pruned',
      'Tools: removed k6-0123, which nobody uses any more',
    ]);
  });

  it('goes on when the cache cannot be tidied, and says why', async () => {
    const stop = new AbortController();
    const warn = jest.fn(() => stop.abort());
    const { tools } = manualTools([]);
    const prune = () => Promise.reject(new Error('no room'));
    const builds = new ToolBuilds(
      { ...tools, prune },
      { ...logger, warn },
      () => {},
    );
    await builds.keepCache(stop.signal);
    expect(warn).toHaveBeenCalledWith(
      'Tools: the cache was not tidied: no room',
    );
  });
});
