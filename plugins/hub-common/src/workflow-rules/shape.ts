import { z } from 'zod';
import { Found } from './types';

const scalar = z.union([z.string(), z.number(), z.boolean()]);

const container = z.looseObject({
  name: z.string().optional(),
  command: z.array(z.string()).optional(),
  securityContext: z
    .looseObject({ privileged: z.boolean().optional() })
    .optional(),
});
const templateRef = z.looseObject({
  name: z.string(),
  template: z.string().optional(),
  clusterScope: z.boolean().optional(),
});
const lock = z.looseObject({ namespace: z.string().optional() });
const synchronization = z.looseObject({
  mutex: lock.optional(),
  semaphore: lock.optional(),
  mutexes: z.array(lock).optional(),
  semaphores: z.array(lock).optional(),
});
const volumes = z
  .array(z.looseObject({ hostPath: z.unknown().optional() }))
  .optional();
const artifacts = z.array(z.looseObject({ name: z.string() })).optional();

const caller = z.looseObject({
  template: z.string().optional(),
  templateRef: templateRef.optional(),
  onExit: z.string().optional(),
});
const hooks = z.record(z.string(), caller).optional();
const task = caller.extend({
  hooks,
  get inline() {
    // Templates have tasks, and tasks templates.
    // eslint-disable-next-line @typescript-eslint/no-use-before-define
    return template.optional();
  },
});
const template = z.looseObject({
  name: z.string().optional(),
  container: container.optional(),
  script: container.optional(),
  containerSet: z.looseObject({ containers: z.array(container) }).optional(),
  initContainers: z.array(container).optional(),
  sidecars: z.array(container).optional(),
  get steps() {
    return z.array(z.array(task)).optional();
  },
  get dag() {
    return z.looseObject({ tasks: z.array(task) }).optional();
  },
  resource: z.looseObject({ action: z.string() }).optional(),
  suspend: z.looseObject({ duration: scalar.optional() }).optional(),
  outputs: z.looseObject({ artifacts }).optional(),
  synchronization: synchronization.optional(),
  volumes,
});

const parameters = z
  .array(
    z.looseObject({
      name: z.string().regex(/^[-a-zA-Z0-9_]+$/),
      description: z.string().optional(),
      value: scalar.optional(),
      default: scalar.optional(),
      enum: z.array(scalar).min(1).optional(),
    }),
  )
  .optional();

const spec = z.looseObject({
  entrypoint: z.string().optional(),
  onExit: z.string().optional(),
  hooks,
  arguments: z.looseObject({ parameters }).optional(),
  workflowTemplateRef: templateRef.optional(),
  templateDefaults: template.optional(),
  templates: z.array(template.extend({ name: z.string() })).optional(),
  synchronization: synchronization.optional(),
  volumes,
  hostNetwork: z.boolean().optional(),
});

const object = (kind: string) =>
  z.looseObject({
    apiVersion: z.literal('argoproj.io/v1alpha1'),
    kind: z.literal(kind),
    metadata: z
      .looseObject({ annotations: z.record(z.string(), z.string()).optional() })
      .optional(),
    spec,
  });

export type Container = z.infer<typeof container>;
export type Caller = z.infer<typeof caller>;
export type Task = z.infer<typeof task>;
export type Template = z.infer<typeof template>;
export type Synchronization = z.infer<typeof synchronization>;
export type Shape = z.infer<ReturnType<typeof object>>;

/** A Workflow or WorkflowTemplate whose fields have the types that they must. */
export function readShape(
  value: unknown,
  kind: string,
): { shape: Shape } | { found: Found[] } {
  const parsed = object(kind).safeParse(value);
  if (parsed.success) return { shape: parsed.data };
  return {
    found: parsed.error.issues.map(issue => ({
      at: issue.path.map(part =>
        typeof part === 'number' ? part : String(part),
      ),
      message: `${issue.message.replace(/\.$/, '')}.`,
      remedy: `Write it as Argo Workflows defines a ${kind} (argoproj.io/v1alpha1).`,
    })),
  };
}

/** What is null in YAML is not there for Go. */
export function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, one]) => one !== null)
      .map(([name, one]) => [name, withoutNulls(one)]),
  );
}
