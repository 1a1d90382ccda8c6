import { NodeKubernetes, NodeTalos } from '@illm-lab/plugin-hub-common';
import ready from './__fixtures__/ready.json';
import { nodeFacts } from './kubeNode';
import { findings, verdict } from './sentence';
import { checkVersion } from './versions';

const NOW = Date.parse('2026-11-23T12:00:00Z');
const inDays = (days: number) =>
  new Date(NOW + days * 24 * 60 * 60 * 1000).toISOString();

const kubernetes: NodeKubernetes = {
  ...nodeFacts(ready).about,
  podPhases: {},
};

const talos: NodeTalos = {
  address: '10.0.0.1',
  source: { name: 'Talos on 10.0.0.1', connected: true },
  since: inDays(-1),
  version: { tag: 'v1.13.0', platform: 'metal', schematic: null },
  machine: { stage: 'running', ready: true, unmet: [] },
  services: [],
  etcd: {
    members: [],
    leader: '7',
    memberId: '7',
    alarms: [],
    dbSize: 1,
    dbSizeInUse: 1,
    errors: [],
  },
  load: null,
  cpu: null,
  memory: null,
  disks: null,
  mounts: [
    { filesystem: '/dev/a', mountedOn: '/var', size: 100, available: 11 },
  ],
  bootedAt: null,
  time: { synced: true, syncDisabled: false },
  certificates: [
    { name: 'client', subject: 'O=os:reader', expiresAt: inDays(31) },
  ],
  gaps: [],
};
const service = {
  id: 'kubelet',
  state: 'Running',
  healthy: false,
  message: 'context deadline exceeded',
  since: null,
};

const say = (
  changes: Partial<NodeTalos>,
  given: Partial<Parameters<typeof findings>[0]> = {},
) =>
  verdict(
    findings({
      clusterAnswers: true,
      kubernetes,
      talos: { ...talos, ...changes },
      versions: [],
      now: NOW,
      ...given,
    }),
  );

describe('verdict', () => {
  it('is short when all is well', () => {
    expect(say({})).toEqual({ health: 'well', sentence: 'All well.' });
  });

  it.each<[string, Partial<NodeTalos>, string, string]>([
    [
      'an alarm of etcd',
      { etcd: { ...talos.etcd!, alarms: ['NOSPACE'] } },
      'bad',
      'etcd alarm: NOSPACE.',
    ],
    [
      'an etcd without leader',
      { etcd: { ...talos.etcd!, leader: null } },
      'bad',
      'etcd has no leader.',
    ],
    [
      'errors of etcd',
      { etcd: { ...talos.etcd!, errors: ['corrupt'] } },
      'bad',
      'etcd: corrupt.',
    ],
    [
      'a machine that waits',
      {
        machine: {
          stage: 'booting',
          ready: false,
          unmet: [
            { name: 'time', reason: 'not in sync' },
            { name: 'services', reason: 'etcd not ready' },
          ],
        },
      },
      'attention',
      'Booting, not ready. time: not in sync. And 1 more.',
    ],
    [
      'a machine that is busy',
      { machine: { stage: 'upgrading', ready: true, unmet: [] } },
      'attention',
      'It is upgrading.',
    ],
    [
      'a service',
      { services: [service, { ...service, id: 'x', healthy: null }] },
      'attention',
      'Service kubelet is not healthy: context deadline exceeded.',
    ],
    [
      'a full disk',
      { mounts: [{ ...talos.mounts![0], available: 9 }] },
      'attention',
      'Disk at /var is 91 % full.',
    ],
    [
      'a clock',
      { time: { synced: false, syncDisabled: false } },
      'attention',
      'Its clock is not synchronized.',
    ],
    [
      'our certificate',
      { certificates: [{ ...talos.certificates[0], expiresAt: inDays(3) }] },
      'attention',
      'Our client certificate expires in 3 days.',
    ],
    [
      'its certificate',
      {
        certificates: [
          { name: 'server', subject: 'CN=n100', expiresAt: inDays(1) },
        ],
      },
      'attention',
      'The Talos API’s certificate expires in 1 day.',
    ],
    [
      'an API that does not answer, and not what it said before',
      {
        source: { name: 'Talos', connected: false, reason: 'gone' },
        etcd: { ...talos.etcd!, leader: null },
      },
      'attention',
      'Talos does not answer: gone.',
    ],
  ])('names %s', (_what, changes, health, sentence) => {
    expect(say(changes)).toEqual({ health, sentence });
  });

  it('does not mind a clock that nobody is to keep', () => {
    expect(say({ time: { synced: false, syncDisabled: true } }).health).toBe(
      'well',
    );
  });

  it('says the worst first, and counts what is left', () => {
    expect(
      say(
        {
          services: [service],
          etcd: { ...talos.etcd!, alarms: ['CORRUPT'] },
          mounts: [{ ...talos.mounts![0], available: 1 }],
        },
        { versions: [checkVersion('Talos', 'v1.12.0', 'v1.13.0')] },
      ),
    ).toEqual({
      health: 'bad',
      sentence:
        'etcd alarm: CORRUPT. Service kubelet is not healthy: context deadline exceeded. And 2 more.',
    });
  });

  it('says that a newer version runs than is declared', () => {
    expect(
      say({}, { versions: [checkVersion('Talos', 'v1.14.0', 'v1.13.0')] }),
    ).toEqual({
      health: 'attention',
      sentence:
        'Talos v1.14.0 runs, which is newer than v1.13.0, the declared one.',
    });
  });

  it('says of a silent cluster nothing but that', () => {
    expect(say({}, { clusterAnswers: false })).toEqual({
      health: 'unknown',
      sentence: 'Its cluster does not answer.',
    });
  });
});
