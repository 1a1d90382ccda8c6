import { checkCommands } from './commands';
import { checkConfinement } from './confinement';
import { checkNames } from './names';
import { checkParameters } from './parameters';
import { readShape, Shape } from './shape';
import { BroughtTemplate, Found } from './types';
import { checkTypes } from './types-taken';

const MISSING =
  'Write it as Argo Workflows defines a Workflow, or name a workflowTemplateRef.';

/** A workflow says where it begins and what there is, or whose workflow it is. */
function checkBeginning({ kind, spec }: Shape): Found[] {
  if (kind !== 'Workflow' || spec.workflowTemplateRef) return [];
  return [
    ...(spec.entrypoint
      ? []
      : [
          {
            at: ['spec', 'entrypoint'],
            message: 'It names no template to begin with.',
            remedy: MISSING,
          },
        ]),
    ...(spec.templates?.length
      ? []
      : [
          {
            at: ['spec', 'templates'],
            message: 'It has no templates.',
            remedy: MISSING,
          },
        ]),
  ];
}

/**
 * All that is wrong with a Workflow or a WorkflowTemplate as far as it is the lab's
 * to say; the shape first, then the sense. The rest is Argo's to say.
 */
export function checkWorkflow(
  value: unknown,
  kind: 'Workflow' | 'WorkflowTemplate',
  brought: Map<string, BroughtTemplate>,
): Found[] {
  const read = readShape(value, kind);
  if ('found' in read) return read.found;
  const { shape } = read;
  const beginning = checkBeginning(shape);
  return beginning.length > 0
    ? beginning
    : [
        ...checkConfinement(shape),
        ...checkParameters(shape),
        ...checkNames(shape, brought),
        ...checkTypes(shape),
        ...checkCommands(shape),
      ];
}
