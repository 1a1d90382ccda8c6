import { ClaimKind } from '@illm-lab/plugin-hub-common';
import { HttpStatusError } from '../kube/httpRequest';
import { DryRun } from '../pulls/checks/DryRun';
import { judgeWith } from './judgeClaim';

const kind = { kind: 'Thing', plural: 'things', version: 'v1' } as ClaimKind;
const path = 'claims/team-web/thing-one.yaml';
const text = `apiVersion: platform.illm.lab/v1
kind: Thing
metadata: { name: one, namespace: team-web }
spec: { ranges: [10.0.0.0/8, here] }
`;
const answer = (status: number, body: object) =>
  new HttpStatusError(
    status,
    JSON.stringify(body),
    new URL('https://127.0.0.1:6443'),
  );

async function judged(...answers: (Error | undefined)[]) {
  const dryRun = jest.fn();
  for (const one of answers) {
    if (one) dryRun.mockRejectedValueOnce(one);
    else dryRun.mockResolvedValueOnce(undefined);
  }
  const result = await judgeWith(new DryRun({ dryRun }))(kind, { path, text });
  return { ...result, asked: dryRun.mock.calls.map(([at]) => at) };
}

describe('rules of a kind (case 16-claim-cel)', () => {
  const AT = '/apis/platform.illm.lab/v1/namespaces/team-web/things/one';

  it('are the API server’s to judge, also with its own functions', async () =>
    expect(await judged(undefined)).toEqual({ issues: [], asked: [AT] }));

  it.each([
    ['spec.ranges[1]', 'spec.ranges.1'],
    ['spec.settings[a.b].mode', 'spec.settings.a.b.mode'],
    ['spec', 'spec'],
  ])('put the answer at the field: %s', async (field, place) => {
    const message = 'Invalid value: "here": must be a range of addresses';
    const { issues } = await judged(
      answer(422, { message, details: { causes: [{ field, message }] } }),
    );
    expect(issues).toEqual([
      {
        path: place,
        message: `The API server refuses it: ${message}.`,
        remedy: 'Change it there.',
      },
    ]);
  });

  it.each([
    ['.spec.sice: field not declared in schema', 'does not know this field'],
    ['errors:\n  .spec.sice: expected string, got 7', 'expected string, got 7'],
  ])('put it there also in an answer of 500: %s', async (why, words) => {
    const { issues, unchecked } = await judged(
      answer(500, {
        message: `failed to create typed patch object (team-web/one; platform.illm.lab/v1, Kind=Thing): ${why}`,
      }),
    );
    expect(unchecked).toBeUndefined();
    expect(issues).toMatchObject([
      { path: 'spec.sice', message: expect.stringContaining(words) },
    ]);
  });

  it('are judged elsewhere for a team’s first claim', async () => {
    const message = 'namespaces "team-web" not found';
    const { issues, asked } = await judged(answer(404, { message }), undefined);
    expect(issues).toEqual([]);
    expect(asked).toEqual([
      AT,
      AT.replace('team-web', 'experiment-definitions'),
    ]);
  });

  it('are left open where nobody can be asked', async () => {
    const away = await judged(new Error('connect ECONNREFUSED'));
    expect(away.issues).toEqual([]);
    expect(away.unchecked).toContain('ECONNREFUSED');
    const fault = answer(500, { message: 'etcdserver: request timed out' });
    expect(await judged(fault)).toMatchObject({
      issues: [],
      unchecked: 'etcdserver: request timed out',
    });
    const unknown = answer(404, { message: 'the server could not find it' });
    expect((await judged(unknown)).unchecked).toContain('could not find');
  });
});
