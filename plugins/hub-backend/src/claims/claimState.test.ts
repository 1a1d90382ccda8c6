import { CLAIMS } from './__fixtures__/objects';
import { claimStand } from './claimState';
import { ClaimFacts } from './facts';
import { orderOf, resourcesOf } from './resources';
import { stepsOf } from './steps';

const look = (facts: ClaimFacts) => {
  const resources = resourcesOf(facts);
  const stand = claimStand(facts, resources);
  return { resources, stand, steps: stepsOf(facts, resources, stand) };
};
/** The stations in short: `pull done`. */
const way = (facts: ClaimFacts) =>
  look(facts).steps.map(
    ({ id, state }) => `${id.replace(/^resource:.*\//, '')} ${state}`,
  );
const step = (facts: ClaimFacts, id: string) =>
  look(facts).steps.find(one => one.id.endsWith(id));

describe('how a claim is', () => {
  it.each([
    ['proposed', 'proposed', /#12 by grace asks for it and waits/],
    ['merged', 'merged', /claims-team-web\) is taking it up/],
    [
      'refusedByArgo',
      'failed',
      /could not take it up: spec\.size: Unsupported/,
    ],
    ['composing', 'composing', /about to compose it/],
    ['notComposable', 'failed', /can’t compose it: Nobody pays for it/],
    ['noProvider', 'unavailable', /can’t reach AWS.*nothing is paid/],
    ['creating', 'creating', /1 of 2 resources are ready/],
    [
      'refusedByProvider',
      'failed',
      /mails-queue-queue was refused: AccessDenied/,
    ],
    ['ready', 'ready', /there and answers/],
    ['byHand', 'creating', /0 of 2 resources are ready/],
    ['unseen', 'creating', /0 of 2 resources are ready/],
    ['deleting', 'deleting', /3 resources of it still exist/],
    ['orphans', 'deleting', /1 resource of it still exists/],
    ['broughtBack', 'deleting', /is being deleted/],
    ['gone', 'gone', /nothing of it is left/],
  ] as const)('%s is %s', (name, state, sentence) => {
    const { stand } = look(CLAIMS[name]);
    expect(stand.state).toBe(state);
    expect(stand.sentence).toMatch(sentence);
  });
});

describe('the way of a claim', () => {
  it('stops at the merge while it is proposed', () => {
    expect(way(CLAIMS.proposed)).toEqual([
      'pull working',
      'merged waiting',
      'synced waiting',
      'composed waiting',
      'ready waiting',
    ]);
  });

  it('leads on the local hub to what is defined, and says why no further', () => {
    expect(way(CLAIMS.noProvider)).toEqual([
      'pull done',
      'merged done',
      'synced done',
      'composed done',
      'mails-queue-dead-letters waiting',
      'mails-queue-queue waiting',
      'ready waiting',
    ]);
    expect(step(CLAIMS.noProvider, 'queue-queue')?.message).toMatch(
      /provider is not installed on this hub/,
    );
    expect(step(CLAIMS.noProvider, 'ready')?.message).toMatch(
      /can’t reach AWS/,
    );
  });

  it('leads with a provider to Ready', () => {
    expect(way(CLAIMS.creating).slice(-3)).toEqual([
      'mails-queue-dead-letters done',
      'mails-queue-queue working',
      'ready working',
    ]);
    expect(way(CLAIMS.ready).every(one => one.endsWith(' done'))).toBe(true);
  });

  it.each([
    ['refusedByArgo', 'synced', 'failed', /spec\.size/],
    ['notComposable', 'composed', 'failed', /cost-center missing/],
    ['refusedByProvider', 'mails-queue-queue', 'failed', /AccessDenied/],
    ['byHand', 'synced', 'skipped', /somebody made it by hand/],
    ['byHand', 'pull', 'skipped', /not in the repository/],
    [
      'unseen',
      'mails-queue-dead-letters',
      'waiting',
      /can’t see it: queues is/,
    ],
    ['unseen', 'mails-queue-queue', 'working', /not on the hub/],
    ['broughtBack', 'removed', 'failed', /Argo CD will bring it back/],
  ] as const)('says what is wrong: %s, %s', (name, id, state, message) => {
    expect(step(CLAIMS[name], id)).toMatchObject({
      state,
      message: expect.stringMatching(message),
    });
  });

  it('ends with nothing left, in the order in which things may go', () => {
    expect(way(CLAIMS.deleting)).toEqual([
      'removed done',
      'deletion done',
      'mails-queue-dead-letters working',
      'mails-queue-queue working',
      'mails-queue-dead-letters-until-queue working',
      'gone waiting',
    ]);
    expect(step(CLAIMS.deleting, 'queue-dead-letters')?.message).toBe(
      'Kept until Queue mails-queue-queue is gone: the queue moves messages there that nobody could handle.',
    );
    expect(way(CLAIMS.gone)).toEqual([
      'removed skipped',
      'deletion done',
      'gone done',
    ]);
  });
});

describe('what a claim is made of', () => {
  it('is its resources, with what goes after what', () => {
    const { resources } = look(CLAIMS.ready);
    expect(resources.map(({ kind, state }) => `${kind} ${state}`)).toEqual([
      'Queue ready',
      'Queue ready',
      'Secret ready',
    ]);
    expect(orderOf(CLAIMS.ready)).toEqual([
      {
        keep: 'sqs.aws.m.upbound.io/v1beta1/Queue/mails-queue-dead-letters',
        until: 'sqs.aws.m.upbound.io/v1beta1/Queue/mails-queue-queue',
        reason: 'the queue moves messages there that nobody could handle',
      },
    ]);
  });

  it('tells what the provider keeps with its data', () => {
    expect(look(CLAIMS.orphans).resources[0].keepsData).toBe(true);
    expect(look(CLAIMS.noProvider).resources[0].keepsData).toBe(false);
  });
});
