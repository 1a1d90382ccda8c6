import { Shape } from './shape';
import { BroughtTemplate, Found } from './types';
import { callersOf } from './walk';

type At = (string | number)[];

/** Names with expressions in them are known only while the workflow runs. */
const isKnown = (name: string) => !name.includes('{{');

/**
 * Every template that is named must be there, once: in the workflow, or in a
 * WorkflowTemplate that the experiment brings along.
 */
export function checkNames(
  shape: Shape,
  brought: Map<string, BroughtTemplate>,
): Found[] {
  const { spec } = shape;
  const found: Found[] = [];
  const own = new Set<string>();
  (spec.templates ?? []).forEach(({ name }, index) => {
    if (own.has(name)) {
      found.push({
        at: ['spec', 'templates', index, 'name'],
        message: `There are two templates named “${name}”.`,
        remedy: 'Rename one of the two.',
      });
    }
    own.add(name);
  });

  const need = (name: string | undefined, at: At, among: Set<string>) => {
    if (name === undefined || !isKnown(name) || among.has(name)) return;
    found.push({
      at,
      message: `There is no template named “${name}”.`,
      remedy: `Name one of ${[...among].join(', ')}, or add it.`,
    });
  };
  type Ref = { name: string; clusterScope?: boolean };
  /** The names in a WorkflowTemplate; undefined when it can't be told. */
  const inside = (ref: Ref, at: At): Set<string> | undefined => {
    if (!isKnown(ref.name)) return undefined;
    if (ref.clusterScope) {
      found.push({
        at: [...at, 'clusterScope'],
        message: `“${ref.name}” is a ClusterWorkflowTemplate, and a run sees none.`,
        remedy: `Bring it along as a WorkflowTemplate, in workflow/${ref.name}.yaml.`,
      });
      return undefined;
    }
    const one = brought.get(ref.name);
    if (!one) {
      found.push({
        at: [...at, 'name'],
        message: `There is no WorkflowTemplate named “${ref.name}” with the experiment.`,
        remedy: `Put it into workflow/${ref.name}.yaml; it goes with each run.`,
      });
      return undefined;
    }
    return new Set(one.spec.templates?.map(({ name }) => name));
  };

  const whole = spec.workflowTemplateRef;
  const known = whole
    ? inside(whole, ['spec', 'workflowTemplateRef'])
    : new Set<string>();
  if (known) {
    const all = new Set([...own, ...known]);
    need(spec.entrypoint, ['spec', 'entrypoint'], all);
    need(spec.onExit, ['spec', 'onExit'], all);
    for (const { one, at } of callersOf(shape)) {
      need(one.template, [...at, 'template'], all);
      need(one.onExit, [...at, 'onExit'], all);
    }
  }
  for (const { one, at } of callersOf(shape)) {
    const { templateRef: ref } = one;
    const names = ref && inside(ref, [...at, 'templateRef']);
    if (names) need(ref.template, [...at, 'templateRef', 'template'], names);
  }
  return found;
}
