import {
  COST_LABEL_VALUES,
  costLabelsSchema,
  LABEL_POLICY_MODE,
} from '@illm-lab/plugin-hub-common';
import { Label, validations, variables } from './expressions';

const GROUP = 'admissionregistration.k8s.io';
const NAME = 'cost-labels.illm.lab';
const CLAIMS = 'platform.illm.lab';

/** Namespaces of the hub's own; what is in them is counted as the hub's. */
const SYSTEM = [
  'argo',
  'argocd',
  'crossplane-system',
  'default',
  'illm-lab',
  'kube-node-lease',
  'kube-public',
  'kube-system',
];

/** The required labels, from the one schema that has them. */
export function labels(): Label[] {
  const { definitions, properties, required } = costLabelsSchema;
  return required.map(name => ({
    name,
    description: properties[name as keyof typeof properties].description,
    pattern: definitions.value.pattern,
  }));
}

const rule = (apiGroup: string, apiVersion: string, resources: string[]) => ({
  apiGroups: [apiGroup],
  apiVersions: [apiVersion],
  resources,
  operations: ['CREATE', 'UPDATE'],
});

/**
 * Exact kinds: a rule on everything would also judge what Kubernetes makes for
 * itself in each namespace, and break every pod's token.
 */
const WORKLOADS = [
  rule('', 'v1', ['namespaces', 'pods']),
  rule('apps', 'v1', ['deployments', 'statefulsets', 'daemonsets']),
  rule('batch', 'v1', ['jobs', 'cronjobs']),
  rule('argoproj.io', 'v1alpha1', ['workflows']),
];
const ALL_CLAIMS = rule(CLAIMS, '*', ['*']);

const notSystem = {
  key: 'kubernetes.io/metadata.name',
  operator: 'NotIn',
  values: SYSTEM,
};

const policy = {
  apiVersion: `${GROUP}/v1`,
  kind: 'ValidatingAdmissionPolicy',
  metadata: { name: NAME },
  spec: {
    failurePolicy: 'Fail',
    paramKind: { apiVersion: 'v1', kind: 'ConfigMap' },
    matchConstraints: { resourceRules: [...WORKLOADS, ALL_CLAIMS] },
    matchConditions: [
      {
        // What is on its way out must not be held up.
        name: 'stays',
        expression: '!has(object.metadata.deletionTimestamp)',
      },
    ],
    variables: variables(labels()),
    validations: labels().flatMap(validations),
  },
};

const binding = (
  name: string,
  validationActions: string[],
  matchResources: object,
) => ({
  apiVersion: `${GROUP}/v1`,
  kind: 'ValidatingAdmissionPolicyBinding',
  metadata: { name: `${NAME}-${name}` },
  spec: {
    policyName: NAME,
    validationActions,
    matchResources,
    // Without the catalog's values nothing is judged: a hub must be able to
    // start before its portal does.
    paramRef: { ...COST_LABEL_VALUES, parameterNotFoundAction: 'Allow' },
  },
});

const mode = (operator: string, values: string[]) => ({
  key: LABEL_POLICY_MODE,
  operator,
  values,
});

/** The policy and where it applies how, by name of the file. */
export const policies = (): Record<string, object> => ({
  'policy.yaml': policy,
  'enforce.yaml': binding('enforce', ['Deny'], {
    resourceRules: WORKLOADS,
    namespaceSelector: { matchExpressions: [mode('In', ['enforce'])] },
  }),
  'warn.yaml': binding('warn', ['Warn', 'Audit'], {
    resourceRules: WORKLOADS,
    namespaceSelector: {
      matchExpressions: [notSystem, mode('NotIn', ['enforce', 'off'])],
    },
  }),
  'claims.yaml': binding('claims', ['Deny'], { resourceRules: [ALL_CLAIMS] }),
});

/**
 * Gives pods and claims the labels that they lack and their namespace has.
 * For API servers that can: it is beta, and off unless it is switched on.
 */
export const inheritance = (): object[] => [
  {
    apiVersion: `${GROUP}/v1beta1`,
    kind: 'MutatingAdmissionPolicy',
    metadata: { name: NAME },
    spec: {
      failurePolicy: 'Ignore',
      reinvocationPolicy: 'Never',
      matchConstraints: {
        resourceRules: [
          { ...rule('', 'v1', ['pods']), operations: ['CREATE'] },
          { ...ALL_CLAIMS, operations: ['CREATE'] },
        ],
      },
      variables: [
        {
          name: 'own',
          expression: 'dyn(object).?metadata.?labels.orValue({})',
        },
        {
          name: 'inherited',
          expression:
            'namespaceObject == null ? {} : dyn(namespaceObject).?metadata.?labels.orValue({})',
        },
      ],
      mutations: [
        {
          patchType: 'JSONPatch',
          jsonPatch: {
            expression: [
              `(has(object.metadata.labels) ? [] : [JSONPatch{op: 'add', path: '/metadata/labels', value: {}}])`,
              ...labels().map(
                ({ name }) =>
                  `(('${name}' in variables.own) || !('${name}' in variables.inherited) ? [] : [JSONPatch{op: 'add', path: '/metadata/labels/${name}', value: string(variables.inherited['${name}'])}])`,
              ),
            ].join(' + '),
          },
        },
      ],
    },
  },
  {
    apiVersion: `${GROUP}/v1beta1`,
    kind: 'MutatingAdmissionPolicyBinding',
    metadata: { name: NAME },
    spec: {
      policyName: NAME,
      matchResources: {
        namespaceSelector: { matchExpressions: [notSystem] },
      },
    },
  },
];
