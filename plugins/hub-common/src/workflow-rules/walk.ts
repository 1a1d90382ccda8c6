import { Caller, Container, Shape, Task, Template } from './shape';

type At = (string | number)[];

/** Something of a workflow, and where it is. */
export interface Placed<T> {
  one: T;
  at: At;
}

/** The tasks of a template, of steps and of a DAG. */
export const tasksOf = ({ one, at }: Placed<Template>): Placed<Task>[] => [
  ...(one.steps ?? []).flatMap((group, i) =>
    group.map((step, j) => ({ one: step, at: [...at, 'steps', i, j] })),
  ),
  ...(one.dag?.tasks ?? []).map((task, i) => ({
    one: task,
    at: [...at, 'dag', 'tasks', i],
  })),
];

/** All templates, those inside of tasks too. */
export function templatesOf({ spec }: Shape): Placed<Template>[] {
  const withInline = (placed: Placed<Template>): Placed<Template>[] => [
    placed,
    ...tasksOf(placed).flatMap(({ one: { inline }, at }) =>
      inline ? withInline({ one: inline, at: [...at, 'inline'] }) : [],
    ),
  ];
  return (spec.templates ?? []).flatMap((one, index) =>
    withInline({ one, at: ['spec', 'templates', index] }),
  );
}

/** The containers of a template, of every kind. */
export const containersOf = ({
  one,
  at,
}: Placed<Template>): Placed<Container>[] => [
  ...(['container', 'script'] as const).flatMap(field => {
    const container = one[field];
    return container ? [{ one: container, at: [...at, field] }] : [];
  }),
  ...(['initContainers', 'sidecars'] as const).flatMap(field =>
    (one[field] ?? []).map((container, i) => ({
      one: container,
      at: [...at, field, i],
    })),
  ),
  ...(one.containerSet?.containers ?? []).map((container, i) => ({
    one: container,
    at: [...at, 'containerSet', 'containers', i],
  })),
];

/** Whatever calls a template: tasks, and the hooks of these and of the workflow. */
export function callersOf(shape: Shape): Placed<Caller>[] {
  const tasks = templatesOf(shape).flatMap(tasksOf);
  const hooks = [{ one: shape.spec, at: ['spec'] }, ...tasks].flatMap(
    ({ one, at }) =>
      Object.entries(one.hooks ?? {}).map(([name, hook]) => ({
        one: hook,
        at: [...at, 'hooks', name],
      })),
  );
  return [...tasks, ...hooks];
}
