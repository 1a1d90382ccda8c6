import {
  ArgoSpec,
  BroughtTemplate,
  ExperimentWorkflow,
} from '@illm-lab/plugin-hub-common';

type Ref = { name: string; template?: string };
type Named = { name: string; [field: string]: unknown };

const merged = <T extends { name: string }>(a: T[] = [], b: T[] = []): T[] => [
  ...new Map([...a, ...b].map(one => [one.name, one])).values(),
];

const nameOf = (workflowTemplate: string, template: string) =>
  `${workflowTemplate}-${template}`;

/** As Argo joins the two: what the workflow says goes before. */
const joined = (base: ArgoSpec, spec: ArgoSpec): ArgoSpec => ({
  ...base,
  ...spec,
  arguments: {
    ...base.arguments,
    ...spec.arguments,
    parameters: merged(base.arguments?.parameters, spec.arguments?.parameters),
  },
  templates: merged(base.templates, spec.templates),
});

/** Parameters that only a template has are the workflow's there, too. */
const withArguments = (spec: ArgoSpec, templates: BroughtTemplate[]) => ({
  ...spec.arguments,
  parameters: [
    ...templates.map(one => one.spec.arguments?.parameters),
    spec.arguments?.parameters,
  ].reduce(merged, []),
});

/**
 * References to WorkflowTemplates as such to templates of the workflow; inside of a
 * WorkflowTemplate those to its own, too.
 */
function renamed(
  value: unknown,
  names: Set<string | undefined>,
  within?: string,
): unknown {
  if (Array.isArray(value)) {
    return value.map(one => renamed(one, names, within));
  }
  if (typeof value !== 'object' || value === null) return value;
  const { templateRef, ...rest } = value as {
    templateRef?: Ref;
    template?: unknown;
  };
  const fields = Object.fromEntries(
    Object.entries(rest).map(([field, one]) => [
      field,
      ['template', 'onExit'].includes(field) && typeof one === 'string'
        ? (within && nameOf(within, one)) ?? one
        : renamed(one, names, within),
    ]),
  );
  if (!templateRef) return fields;
  return names.has(templateRef.name)
    ? {
        ...fields,
        template: nameOf(templateRef.name, templateRef.template ?? ''),
      }
    : { ...fields, templateRef };
}

/**
 * A workflow with what it takes from WorkflowTemplates written into it. Argo's lint
 * looks for these in a namespace, and the run's is not there before the run.
 */
export function lintable(
  workflow: ExperimentWorkflow,
  templates: BroughtTemplate[],
): ExperimentWorkflow {
  if (templates.length === 0) return workflow;
  const { workflowTemplateRef, ...spec } = workflow.spec;
  const whole = templates.find(
    ({ metadata }) => metadata?.name === (workflowTemplateRef as Ref)?.name,
  );
  const own = whole ? joined(whole.spec, spec) : spec;
  const names = new Set(templates.map(({ metadata }) => metadata?.name));
  const brought = templates.flatMap(({ metadata, spec: { templates: of } }) =>
    (of ?? []).map(one => ({
      ...(renamed(one, names, metadata?.name) as Named),
      name: nameOf(metadata?.name ?? '', one.name),
    })),
  );
  return {
    ...workflow,
    spec: {
      ...own,
      arguments: withArguments(own, templates),
      templates: [
        ...((renamed(own.templates ?? [], names) as Named[]) ?? []),
        ...brought,
      ],
    },
  };
}
