import {
  CATALOG_COST_LABELS,
  LABEL_EXPERIMENT,
} from '@illm-lab/plugin-hub-common';

/** A cost label as its schema describes it. */
export interface Label {
  name: string;
  description: string;
  /** What its values look like. */
  pattern: string;
}

/** A text in the language of the policies, CEL. */
export const text = (value: string) =>
  `'${value.replace(/\\/g, '\\\\').replace(/'/g, "\\'")}'`;

const DOCS = 'docs/reference/labels.md';

/** Where each kind has the labels that what it costs is known by. */
const PATHS: Record<string, string> = {
  CronJob: '.?spec.?jobTemplate.?spec.?template.?metadata.?labels',
  DaemonSet: '.?spec.?template.?metadata.?labels',
  Deployment: '.?spec.?template.?metadata.?labels',
  Job: '.?spec.?template.?metadata.?labels',
  StatefulSet: '.?spec.?template.?metadata.?labels',
  Workflow: '.?spec.?podMetadata.?labels',
};

/** The labels of an object that its cost is known by. */
const labelsOf = (object: string) =>
  Object.entries(PATHS).reduceRight(
    (rest, [kind, path]) =>
      `request.kind.kind == ${text(
        kind,
      )} ? ${object}${path}.orValue({}) : ${rest}`,
    `${object}.?metadata.?labels.orValue({})`,
  );

const id = (label: string) => label.replace(/-/g, '_');

/** What the rules below speak of. */
export const variables = (labels: Label[]) => [
  { name: 'own', expression: labelsOf('dyn(object)') },
  {
    name: 'old',
    expression: `oldObject == null ? {} : (${labelsOf('dyn(oldObject)')})`,
  },
  {
    name: 'inherited',
    expression:
      'namespaceObject == null ? {} : dyn(namespaceObject).?metadata.?labels.orValue({})',
  },
  ...labels.flatMap(({ name }) => [
    {
      name: `value_${id(name)}`,
      expression: `string(dyn(variables.own)[?${text(
        name,
      )}].orValue(dyn(variables.inherited)[?${text(name)}].orValue('')))`,
    },
    {
      // What was let in once stays: an annotation or a finalizer of an old
      // object is nobody's business here, only a label that changes is.
      name: `judged_${id(name)}`,
      expression: `oldObject == null || dyn(variables.own)[?${text(
        name,
      )}].orValue('') != dyn(variables.old)[?${text(name)}].orValue('')`,
    },
    ...(name in CATALOG_COST_LABELS
      ? [
          {
            name: `allowed_${id(name)}`,
            expression: `params.?data[?${text(name)}].orValue('')`,
          },
        ]
      : []),
  ]),
];

/** The rules of one label, each with what it says. */
export function validations({ name, description, pattern }: Label) {
  const value = `variables.value_${id(name)}`;
  const judged = `variables.judged_${id(name)}`;
  const known = name in CATALOG_COST_LABELS;
  const allowed = `variables.allowed_${id(name)}`;
  const choice = known
    ? ` + (${allowed} == '' ? '' : ' One of: ' + ${allowed}.replace(',', ', ') + '.')`
    : '';
  const see = text(` See ${DOCS}.`);
  return [
    {
      // A claim of an experiment takes it from there; its composition checks.
      expression: `!${judged} || ${value} != '' || (request.kind.group == 'platform.illm.lab' && ${text(
        LABEL_EXPERIMENT,
      )} in variables.own)`,
      messageExpression: `${text(
        `Label ${name} is missing, here and on the namespace. ${description}`,
      )}${choice} + ${see}`,
      reason: 'Invalid',
    },
    {
      expression: `!${judged} || ${value} == '' || ${value}.matches(${text(
        pattern,
      )})`,
      messageExpression: `${text(`Label ${name} is “`)} + ${value} + ${text(
        '”, which can’t be a tag of a cloud. Use letters, digits, dashes, dots and underscores.',
      )} + ${see}`,
      reason: 'Invalid',
    },
    ...(known
      ? [
          {
            expression: `!${judged} || ${value} == '' || ${allowed} == '' || ${value} in ${allowed}.split(',')`,
            messageExpression: `${text(
              `Label ${name} is “`,
            )} + ${value} + ${text(
              '”, which the catalog doesn’t know.',
            )}${choice} + ${see}`,
            reason: 'Invalid',
          },
        ]
      : []),
  ];
}
