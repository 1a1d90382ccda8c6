import {
  type Claim,
  type ClaimDetail,
  type ClaimList,
  type ClaimResource,
} from '@illm-lab/plugin-hub-common';

const AT = '2026-11-23T14:34:37Z';
const source = { name: 'Crossplane', connected: true };
const forge = { name: 'The forge', connected: true, lastGoodAt: AT };

/** A queue on a hub without AWS; what differs is given. */
export const aClaim = (given: Partial<Claim> = {}): Claim => ({
  namespace: 'team-web',
  kind: 'Queue',
  name: 'mails',
  state: 'unavailable',
  sentence: 'This hub can’t reach AWS; nothing is paid.',
  provider: 'aws',
  region: 'us-east',
  labels: { team: 'web', project: 'shop' },
  team: 'group:default/web',
  experiment: 'http-baseline',
  createdAt: AT,
  resources: { total: 2, ready: 0 },
  pulls: [],
  estimate: '0.4',
  ...given,
});

export const claimList = (
  items: Claim[],
  given: Partial<ClaimList> = {},
): ClaimList => ({
  items,
  kinds: ['Database', 'Queue'],
  source,
  forge,
  ...given,
});

const resource = (part: string, given: Partial<ClaimResource> = {}) => ({
  id: `sqs.aws.m.upbound.io/v1beta1/Queue/mails-queue-${part}`,
  apiVersion: 'sqs.aws.m.upbound.io/v1beta1',
  kind: 'Queue',
  name: `mails-queue-${part}`,
  part,
  state: 'waiting' as const,
  sentence: 'Nobody makes it.',
  conditions: [],
  createdAt: AT,
  deletingSince: null,
  externalName: `mails-${part}`,
  keepsData: false,
  ...given,
});

/** That queue in full. */
export function aClaimDetail(given: Partial<ClaimDetail> = {}): ClaimDetail {
  const [dead, queue] = [resource('dead-letters'), resource('queue')];
  const step = { at: null, url: null };
  return {
    claim: aClaim(),
    steps: [
      {
        ...step,
        id: 'pull',
        title: 'Pull request',
        state: 'done',
        message: '#12 “Queue for mails” by grace',
        url: 'http://forge/pull/12',
      },
      {
        ...step,
        id: `resource:${queue.id}`,
        title: 'Queue (queue)',
        state: 'waiting',
        message: queue.sentence,
      },
      {
        ...step,
        id: 'ready',
        title: 'Ready',
        state: 'waiting',
        message: 'This hub can’t reach AWS.',
      },
    ],
    spec: { provider: 'aws', maxReceives: 5 },
    wishes: [{ name: 'maxReceives', value: '5' }],
    conditions: [
      {
        type: 'Provided',
        status: 'False',
        reason: 'NoProvider',
        message: 'provider-aws-sqs is not installed here.',
        since: AT,
      },
    ],
    resources: [dead, queue],
    order: [{ keep: dead.id, until: queue.id, reason: 'messages go there' }],
    events: [
      {
        at: AT,
        warning: false,
        reason: 'ComposeResources',
        message: 'Composed resource "queue" is not yet ready',
        of: 'Queue mails',
        count: 3,
      },
    ],
    connection: null,
    application: 'claims-team-web',
    file: 'claims/team-web/mails.yaml',
    merged: null,
    source,
    forge,
    ...given,
  };
}
