import { NodeTalos } from '@illm-lab/plugin-hub-common';
import { checkVersion, nodeVersions, upgradeSentence } from './versions';

const declared = { talos: 'v1.13.0', kubernetes: 'v1.35.4' };

describe('checkVersion', () => {
  it.each([
    ['v1.13.0', 'v1.13.0', 'current'],
    ['v1.12.9', 'v1.13.0', 'due'],
    ['v1.13.0', 'v1.13.1', 'due'],
    ['v1.9.0', 'v1.13.0', 'due'],
    ['v2.0.0', 'v1.13.0', 'ahead'],
    ['v1.13.0-beta.1', 'v1.13.0', 'due'],
    ['v1.13.0-alpha.2-14-g1234567', 'v1.13.0-beta.0', 'due'],
    ['v1.13.0-rc.10', 'v1.13.0-rc.9', 'ahead'],
    ['v1.35.4+k3s1', 'v1.35.4', 'current'],
    ['v1.13.0', null, 'undeclared'],
    [null, 'v1.13.0', 'unknown'],
    ['main', 'v1.13.0', 'unknown'],
  ])('%s beside %s is %s', (running, wanted, state) => {
    expect(checkVersion('Talos', running, wanted)).toEqual({
      part: 'Talos',
      running,
      declared: wanted,
      state,
    });
  });
});

describe('nodeVersions', () => {
  const talos = (tag: string) =>
    ({ version: { tag, platform: 'metal', schematic: null } } as NodeTalos);

  it('compares a Talos machine', () => {
    expect(nodeVersions('v1.35.3', talos('v1.13.0'), declared)).toMatchObject([
      { part: 'Talos', state: 'current' },
      { part: 'Kubernetes', state: 'due', declared: 'v1.35.4' },
    ]);
  });

  it('does not hold another machine, or a stand-in, to it', () => {
    const undeclared = [{ part: 'Kubernetes', state: 'undeclared' }];
    expect(nodeVersions('v1.30.0', null, declared)).toMatchObject(undeclared);
    expect(nodeVersions('v1.30.0', talos(''), declared)).toMatchObject(
      undeclared,
    );
  });
});

describe('upgradeSentence', () => {
  const node = (name: string, running: string) => ({
    name,
    versions: [checkVersion('Talos', running, declared.talos)],
  });

  it('says nothing when all is as declared', () => {
    expect(upgradeSentence([node('a', 'v1.13.0')])).toBeUndefined();
    expect(upgradeSentence([])).toBeUndefined();
  });

  it('says that an upgrade is due', () => {
    expect(upgradeSentence([node('a', 'v1.12.4'), node('b', 'v1.12.4')])).toBe(
      'Upgrade due: Talos v1.12.4 runs, v1.13.0 is declared.',
    );
  });

  it('says that an upgrade is half done, and where', () => {
    expect(
      upgradeSentence([
        node('a', 'v1.13.0'),
        node('b', 'v1.12.4'),
        node('c', 'v1.13.0'),
      ]),
    ).toBe('Half-upgraded: 2 of 3 nodes run Talos v1.13.0, b still v1.12.4.');
  });
});
