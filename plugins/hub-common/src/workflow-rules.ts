import { z } from 'zod';
import type { ArgoParameter } from './inputs';
import { Issue } from './issue';

/** The part of Argo's Workflow that the lab reads; the rest passes untouched. */
export interface ExperimentWorkflow {
  apiVersion: string;
  kind: string;
  metadata?: {
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
    [field: string]: unknown;
  };
  spec: {
    entrypoint: string;
    arguments?: { parameters?: ArgoParameter[] };
    templates: { name: string; [field: string]: unknown }[];
    [field: string]: unknown;
  };
}

/** An issue whose place is still a path in the document. */
type Found = Omit<Issue, 'path' | 'line'> & { at: (string | number)[] };

const scalar = z.union([z.string(), z.number(), z.boolean()]);
const container = z.looseObject({
  name: z.string().optional(),
  command: z.array(z.string()).optional(),
});
const task = z.looseObject({ template: z.string().optional() });

const shape = z.looseObject({
  apiVersion: z.literal('argoproj.io/v1alpha1'),
  kind: z.literal('Workflow'),
  metadata: z
    .looseObject({ annotations: z.record(z.string(), z.string()).optional() })
    .optional(),
  spec: z.looseObject({
    entrypoint: z.string(),
    onExit: z.string().optional(),
    arguments: z
      .looseObject({
        parameters: z
          .array(
            z.looseObject({
              name: z.string().regex(/^[-a-zA-Z0-9_]+$/),
              description: z.string().optional(),
              value: scalar.optional(),
              default: scalar.optional(),
              enum: z.array(scalar).min(1).optional(),
            }),
          )
          .optional(),
      })
      .optional(),
    templates: z
      .array(
        z.looseObject({
          name: z.string(),
          container: container.optional(),
          script: container.optional(),
          containerSet: z
            .looseObject({ containers: z.array(container) })
            .optional(),
          initContainers: z.array(container).optional(),
          sidecars: z.array(container).optional(),
          steps: z.array(z.array(task)).optional(),
          dag: z.looseObject({ tasks: z.array(task) }).optional(),
        }),
      )
      .min(1),
  }),
});
type Shape = z.infer<typeof shape>;

/** All that is wrong with a parsed workflow; the shape first, then the sense. */
export function checkWorkflow(value: unknown): Found[] {
  const parsed = shape.safeParse(value);
  if (!parsed.success) {
    return parsed.error.issues.map(issue => ({
      at: issue.path.map(part =>
        typeof part === 'number' ? part : String(part),
      ),
      message: `${issue.message.replace(/\.$/, '')}.`,
      remedy:
        'Write it as Argo Workflows defines a Workflow (argoproj.io/v1alpha1).',
    }));
  }
  return [
    ...checkMetadata(parsed.data),
    ...checkParameters(parsed.data),
    ...checkTemplateNames(parsed.data),
    ...checkCommands(parsed.data),
  ];
}

/** The run decides where the workflow runs and what it is called. */
function checkMetadata({ metadata }: Shape): Found[] {
  return metadata?.namespace === undefined
    ? []
    : [
        {
          at: ['metadata', 'namespace'],
          message: 'A namespace is set, but each run has one of its own.',
          remedy: 'Remove metadata.namespace.',
        },
      ];
}

function checkParameters({ spec }: Shape): Found[] {
  const seen = new Set<string>();
  return (spec.arguments?.parameters ?? []).flatMap((parameter, index) => {
    const at = ['spec', 'arguments', 'parameters', index];
    const found: Found[] = [];
    if (seen.has(parameter.name)) {
      found.push({
        at: [...at, 'name'],
        message: `The parameter “${parameter.name}” is declared twice.`,
        remedy: 'Remove or rename one of the two.',
      });
    }
    seen.add(parameter.name);
    const field = parameter.value === undefined ? 'default' : 'value';
    const value = parameter[field];
    const allowed = parameter.enum?.map(String);
    if (value !== undefined && allowed && !allowed.includes(String(value))) {
      found.push({
        at: [...at, field],
        message: `The ${field} “${value}” of ${parameter.name} is not in its enum.`,
        remedy: `Use one of ${allowed.join(', ')}, or add it to the enum.`,
      });
    }
    return found;
  });
}

/** Every template that is named must be there, once. */
function checkTemplateNames({ spec }: Shape): Found[] {
  const names = new Set<string>();
  const found: Found[] = [];
  spec.templates.forEach(({ name }, index) => {
    if (names.has(name)) {
      found.push({
        at: ['spec', 'templates', index, 'name'],
        message: `There are two templates named “${name}”.`,
        remedy: 'Rename one of the two.',
      });
    }
    names.add(name);
  });
  const need = (name: string | undefined, at: (string | number)[]) => {
    // Names with expressions in them are known only while the workflow runs.
    if (name !== undefined && !name.includes('{{') && !names.has(name)) {
      found.push({
        at,
        message: `There is no template named “${name}”.`,
        remedy: `Name one of ${[...names].join(', ')}, or add it.`,
      });
    }
  };
  need(spec.entrypoint, ['spec', 'entrypoint']);
  need(spec.onExit, ['spec', 'onExit']);
  spec.templates.forEach((template, index) => {
    const at = ['spec', 'templates', index];
    template.steps?.forEach((group, i) =>
      group.forEach((step, j) =>
        need(step.template, [...at, 'steps', i, j, 'template']),
      ),
    );
    template.dag?.tasks.forEach((one, i) =>
      need(one.template, [...at, 'dag', 'tasks', i, 'template']),
    );
  });
  return found;
}

/**
 * Argo asks a registry for an image's command when there is none, and the local
 * hub's images are in no registry.
 */
function checkCommands({ spec }: Shape): Found[] {
  const found: Found[] = [];
  const need = (
    one: z.infer<typeof container> | undefined,
    at: (string | number)[],
  ) => {
    if (one && !one.command?.length) {
      found.push({
        at,
        message: 'The container names no command.',
        remedy: 'Add command, for example command: [sh, -c].',
      });
    }
  };
  spec.templates.forEach((template, index) => {
    const at = ['spec', 'templates', index];
    need(template.container, [...at, 'container']);
    need(template.script, [...at, 'script']);
    const lists = {
      initContainers: template.initContainers,
      sidecars: template.sidecars,
    };
    for (const [field, list] of Object.entries(lists)) {
      list?.forEach((one, i) => need(one, [...at, field, i]));
    }
    template.containerSet?.containers.forEach((one, i) =>
      need(one, [...at, 'containerSet', 'containers', i]),
    );
  });
  return found;
}
