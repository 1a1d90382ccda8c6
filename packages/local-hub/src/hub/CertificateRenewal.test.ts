import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { launchHash } from '../supervisor/runRecord';
import { CertificateRenewal } from './CertificateRenewal';
import { binaryComponent, HubContext } from './components/context';
import { prepareCredentials } from './credentials';
import { layout } from './layout';

const DAY_MS = 24 * 60 * 60 * 1000;

jest.setTimeout(60_000);

describe('a hub that runs for more than a year', () => {
  const dir = mkdtempSync(path.join(tmpdir(), 'renewal-'));
  const at = layout(dir, 7007);
  const restartAll = jest.fn(async () => {});
  const logger = { info: () => {}, warn: () => {} };
  const renewal = new CertificateRenewal({
    prepare: () => prepareCredentials(at),
    supervisor: { restartAll },
    logger,
  });
  const endOf = (name: string) =>
    new X509Certificate(
      readFileSync(at.path('pki', `${name}.crt`)),
    ).validToDate.getTime();
  const goTo = (time: number) =>
    jest.useFakeTimers({
      now: time,
      doNotFake: ['nextTick', 'setImmediate', 'setTimeout', 'queueMicrotask'],
    });
  afterEach(() => jest.useRealTimers());
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  it('renews what nears its end, and restarts the parts then and only then', async () => {
    const first = await renewal.look(undefined);
    expect(restartAll).not.toHaveBeenCalled();
    const kubeconfig = at.path('kube', 'admin.kubeconfig');
    const written = statSync(kubeconfig).mtimeMs;
    const [end, endOfAuthority] = ['etcd', 'etcd-ca'].map(endOf);

    goTo(end - 31 * DAY_MS);
    expect(await renewal.look(first)).toBe(first);
    expect(restartAll).not.toHaveBeenCalled();
    // Components watch theirs: nothing is written where nothing changed.
    expect(statSync(kubeconfig).mtimeMs).toBe(written);

    goTo(end - 29 * DAY_MS);
    const second = await renewal.look(first);
    expect(second).not.toBe(first);
    expect(restartAll).toHaveBeenCalledTimes(1);
    expect(endOf('etcd')).toBeGreaterThan(end + 300 * DAY_MS);
    expect(statSync(kubeconfig).mtimeMs).not.toBe(written);
    // Of the same authority: what still runs with the old one is understood.
    expect(endOf('etcd-ca')).toBe(endOfAuthority);

    expect(await renewal.look(second)).toBe(second);
    expect(restartAll).toHaveBeenCalledTimes(1);
  });

  it('adopts no process that has read the old ones', async () => {
    const credentials = await prepareCredentials(at);
    const component = binaryComponent(
      {
        layout: at,
        credentials,
        versionOf: () => 'v1',
        tools: {
          path: (name: string) => `/bin/${name}`,
          folder: () => '/bin',
          share: () => '/share',
        },
      } as unknown as HubContext,
      {
        name: 'part',
        binary: 'part',
        args: [],
        ready: async () => {},
      },
    );
    const hash = async () => launchHash(await component.launch());
    const before = await hash();
    expect(await hash()).toBe(before);
    goTo(endOf('etcd') - 29 * DAY_MS);
    await prepareCredentials(at);
    expect(await hash()).not.toBe(before);
  });
});
