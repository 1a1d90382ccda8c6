import { STAGE_EXPERIMENT, Stage } from '@illm-lab/plugin-hub-common';
import { Workflow } from '../kube/types';
import { NodeTree } from './NodeTree';

// Both workflows are called like the run, so their nodes' ids may be the same.
const CHILD_PREFIX = 'e.';

/**
 * Stages of a run: the steps of its parent Workflow, with those of the
 * experiment's own workflow inside stage `experiment`.
 *
 * @param known - the stages that were seen last, for what is gone since: the
 *   child is removed with the run's namespace, before the parent ends
 */
export function buildStages(
  parent: Workflow,
  child: Workflow | undefined,
  { known = [], cluster }: { known?: Stage[]; cluster?: string } = {},
): Stage[] {
  const seen = stagesOf(parent, '');
  const stages = [...seen, ...stagesToCome(parent, seen)];
  return stages.map(stage => {
    if (stage.name !== STAGE_EXPERIMENT) {
      return stage;
    }
    const children = child
      ? stagesOf(child, CHILD_PREFIX, cluster)
      : closeStages(
          known.find(one => one.name === STAGE_EXPERIMENT)?.children ?? [],
          stage,
        );
    return { ...stage, children };
  });
}

/** The stages of one Workflow, exit handler last. */
function stagesOf(
  workflow: Workflow,
  prefix: string,
  cluster?: string,
): Stage[] {
  const tree = new NodeTree(workflow, prefix, cluster);
  return tree.roots().flatMap(node => tree.flatten(node));
}

/** Steps of the template that Argo has not begun; none when the run has ended. */
function stagesToCome(parent: Workflow, seen: Stage[]): Stage[] {
  const template = parent.status?.storedWorkflowTemplateSpec;
  if (!template || parent.status?.finishedAt) {
    return [];
  }
  const begun = new Set(seen.map(stage => stage.name));
  const shutdown = parent.spec.shutdown !== undefined;
  const failed = seen.some(s => s.phase === 'Failed' || s.phase === 'Error');
  const open = shutdown || failed ? [] : [template.entrypoint];
  return [...open, template.onExit]
    .flatMap(
      name => template.templates?.find(one => one.name === name)?.steps ?? [],
    )
    .flat()
    .filter(step => !begun.has(step.name))
    .map(step => ({
      id: `to-come.${step.name}`,
      name: step.name,
      phase: 'Pending' as const,
      message: null,
      exitCode: null,
      startedAt: null,
      finishedAt: null,
      hasLogs: false,
      children: [],
    }));
}

/** Steps that were seen running and are gone: their stage tells how they ended. */
function closeStages(stages: Stage[], within: Stage): Stage[] {
  if (within.finishedAt === null) {
    return stages;
  }
  return stages.map(stage => {
    const children = closeStages(stage.children, within);
    if (stage.phase !== 'Running' && stage.phase !== 'Pending') {
      return { ...stage, children };
    }
    const succeeded = within.phase === 'Succeeded';
    return {
      ...stage,
      phase: succeeded ? ('Succeeded' as const) : ('Error' as const),
      message: succeeded
        ? stage.message
        : 'Its end was not seen: it was removed while it ran.',
      finishedAt: within.finishedAt,
      children,
    };
  });
}
