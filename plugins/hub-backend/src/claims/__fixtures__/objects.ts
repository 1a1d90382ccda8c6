import { Application } from '../../services/argocd/application';
import { ClaimFile } from '../ClaimFiles';
import { ClaimFacts, Part } from '../facts';
import { ClaimObject, Condition, PartObject } from '../objects';

// As a local hub with Crossplane 2.2 wrote them on 2026-11-23, less what nobody
// reads; a fixture per state.

const AT = '2026-11-23T14:34:37Z';

export const condition = (
  type: string,
  status: Condition['status'],
  reason: string,
  message?: string,
): Condition => ({ type, status, reason, message, lastTransitionTime: AT });

const SYNCED = condition('Synced', 'True', 'ReconcileSuccess');
const NOT_READY = condition('Ready', 'False', 'Creating');
const NO_PROVIDER = condition(
  'Provided',
  'False',
  'NoProvider',
  'This hub can’t reach AWS: not installed here: provider-aws-sqs. Nothing is made in the cloud and nothing is paid.',
);

const QUEUE_KIND = {
  apiVersion: 'sqs.aws.m.upbound.io/v1beta1',
  kind: 'Queue',
};
const DEAD = { ...QUEUE_KIND, name: 'mails-queue-dead-letters' };
const QUEUE = { ...QUEUE_KIND, name: 'mails-queue-queue' };
const USAGE = {
  apiVersion: 'protection.crossplane.io/v1beta1',
  kind: 'Usage',
  name: 'mails-queue-dead-letters-until-queue',
};
const SECRET = {
  apiVersion: 'v1',
  kind: 'Secret',
  name: 'mails-queue-connection',
};

export function claim(
  conditions: Condition[],
  more: {
    refs?: (typeof DEAD)[];
    deletedAt?: string;
    status?: ClaimObject['status'];
  } = {},
): ClaimObject {
  return {
    metadata: {
      name: 'mails',
      namespace: 'team-web',
      uid: 'ad8cd266',
      creationTimestamp: AT,
      ...(more.deletedAt && { deletionTimestamp: more.deletedAt }),
      labels: { project: 'shop', environment: 'prod' },
      annotations: { 'illm.lab/monthly-estimate': '0.40' },
    },
    spec: {
      provider: 'aws',
      region: 'us-east',
      maxReceives: 5,
      crossplane: { resourceRefs: more.refs ?? [DEAD, QUEUE, USAGE] },
    },
    status: { conditions, ...more.status },
  };
}

export function part(
  ref: typeof DEAD,
  more: {
    part?: string;
    conditions?: Condition[];
    deletedAt?: string;
    spec?: PartObject['spec'];
  } = {},
): Part {
  return {
    ref,
    object: {
      metadata: {
        name: ref.name,
        namespace: 'team-web',
        uid: `uid-${ref.name}`,
        creationTimestamp: AT,
        ...(more.deletedAt && { deletionTimestamp: more.deletedAt }),
        annotations: {
          'crossplane.io/composition-resource-name': more.part ?? 'queue',
          'crossplane.io/external-name': `${ref.name}-3396cf4830`,
        },
        ownerReferences: [
          {
            apiVersion: 'platform.illm.lab/v1alpha1',
            kind: 'Queue',
            name: 'mails',
            controller: true,
          },
        ],
      },
      spec: more.spec ?? { managementPolicies: ['*'] },
      status: { conditions: more.conditions },
    },
  };
}

export const usage = part(USAGE, {
  part: 'dead-letters-until-queue',
  conditions: [condition('Ready', 'True', 'Available')],
  spec: {
    of: { ...QUEUE_KIND, resourceRef: { name: DEAD.name } },
    by: { ...QUEUE_KIND, resourceRef: { name: QUEUE.name } },
    reason: 'the queue moves messages there that nobody could handle',
  },
});

const pull = {
  number: 12,
  title: 'Queue for mails',
  url: 'http://forge/pull/12',
  author: 'grace',
  action: 'adds',
  at: '2026-11-23T14:30:00Z',
} as const;
const file: ClaimFile = {
  kind: 'Queue',
  object: claim([]),
  path: 'claims/team-web/mails.yaml',
  onMain: true,
  open: [],
  merged: pull,
};

export const application = (
  status: Application['status'] = {},
): Application => ({
  metadata: { name: 'claims-team-web', namespace: 'argocd' },
  spec: { project: 'claims', destination: { namespace: 'team-web' } },
  status,
});

const listed = {
  group: 'platform.illm.lab',
  kind: 'Queue',
  name: 'mails',
  namespace: 'team-web',
};

const facts = (given: Partial<ClaimFacts>): ClaimFacts => ({
  namespace: 'team-web',
  kind: 'Queue',
  name: 'mails',
  file,
  application: application({ resources: [{ ...listed, status: 'Synced' }] }),
  namespaceLabels: { team: 'web', 'cost-center': 'cc-200' },
  parts: [],
  ...given,
});

const defined = [part(DEAD, { part: 'dead-letters' }), part(QUEUE), usage];
const ready = [condition('Ready', 'True', 'Available'), SYNCED];
const atProvider = (queue: Condition[]) => [
  part(DEAD, { part: 'dead-letters', conditions: ready }),
  part(QUEUE, { conditions: queue }),
  usage,
];

/** A claim in each of its states. */
export const CLAIMS = {
  proposed: facts({
    file: { ...file, onMain: false, open: [pull], merged: undefined },
    application: application(),
  }),
  merged: facts({ application: application() }),
  refusedByArgo: facts({
    application: application({
      operationState: {
        phase: 'Failed',
        syncResult: {
          resources: [
            {
              ...listed,
              status: 'SyncFailed',
              message: 'spec.size: Unsupported',
            },
          ],
        },
      },
    }),
  }),
  composing: facts({ object: claim([], { refs: [] }) }),
  notComposable: facts({
    object: claim(
      [
        condition(
          'Synced',
          'False',
          'ReconcileError',
          'Nobody pays for it: cost-center missing',
        ),
      ],
      { refs: [] },
    ),
  }),
  noProvider: facts({
    object: claim([NO_PROVIDER, SYNCED, NOT_READY]),
    parts: defined,
  }),
  creating: facts({
    object: claim([
      condition(
        'Provided',
        'False',
        'InProgress',
        '1 of 2 resources are ready. queue (Queue): Creating.',
      ),
      SYNCED,
      NOT_READY,
    ]),
    parts: atProvider([NOT_READY, SYNCED]),
  }),
  refusedByProvider: facts({
    object: claim([SYNCED, NOT_READY]),
    parts: atProvider([
      condition(
        'Synced',
        'False',
        'ReconcileError',
        'AccessDenied: no sqs:CreateQueue',
      ),
    ]),
  }),
  ready: facts({
    object: claim([SYNCED, condition('Ready', 'True', 'Available')], {
      refs: [DEAD, QUEUE, USAGE, SECRET],
      status: {
        endpoint: 'https://sqs.us-east-1.amazonaws.com/1/mails',
        connectionSecret: SECRET.name,
      },
    }),
    parts: [...atProvider(ready), { ref: SECRET }],
  }),
  byHand: facts({
    file: undefined,
    object: claim([SYNCED, NOT_READY]),
    parts: defined,
  }),
  unseen: facts({
    object: claim([SYNCED, NOT_READY]),
    parts: [{ ref: DEAD, fault: 'queues is forbidden' }, { ref: QUEUE }],
  }),
  deleting: facts({
    file: undefined,
    removedBy: {
      ...pull,
      number: 14,
      title: 'No more mails',
      action: 'removes',
    },
    object: claim([SYNCED], { deletedAt: '2026-11-23T15:00:00Z' }),
    parts: [
      part(DEAD, { part: 'dead-letters' }),
      part(QUEUE, { deletedAt: '2026-11-23T15:00:01Z' }),
      usage,
    ],
  }),
  orphans: facts({
    file: undefined,
    parts: [
      part(QUEUE, {
        deletedAt: '2026-11-23T15:00:01Z',
        spec: { managementPolicies: ['Observe', 'Create', 'Update'] },
      }),
    ],
  }),
  broughtBack: facts({
    object: claim([SYNCED], { deletedAt: '2026-11-23T15:00:00Z' }),
  }),
  gone: facts({
    file: undefined,
    gone: { at: '2026-11-23T15:00:09Z', object: claim([SYNCED]) },
  }),
} satisfies Record<string, ClaimFacts>;
