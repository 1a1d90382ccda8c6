import {
  Entity,
  parseEntityRef,
  RELATION_CHILD_OF,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { ExperimentInput, Issue } from '@illm-lab/plugin-hub-common';

/** Looks an entity up in the catalog, as the person who asks. */
export type FindEntity = (ref: string) => Promise<Entity | undefined>;

/**
 * Checks that the owner is a team, the cost center a cost center, and that the
 * one pays for the other.
 */
export async function checkOwnership(
  input: Pick<ExperimentInput, 'owner' | 'costCenter'>,
  findEntity: FindEntity,
): Promise<Issue[]> {
  const team = await findGroup('owner', input.owner, 'team', findEntity);
  const costCenter = await findGroup(
    'costCenter',
    input.costCenter,
    'cost-center',
    findEntity,
  );
  if ('issue' in team || 'issue' in costCenter) {
    return [team, costCenter].flatMap(found =>
      'issue' in found ? [found.issue] : [],
    );
  }
  const payers = (team.group.relations ?? [])
    .filter(relation => relation.type === RELATION_CHILD_OF)
    .map(relation => relation.targetRef);
  if (payers.includes(stringifyEntityRef(costCenter.group))) {
    return [];
  }
  return [
    {
      path: 'costCenter',
      message: `${costCenter.group.metadata.name} does not pay for team ${team.group.metadata.name}.`,
      remedy: payers.length
        ? `Choose ${payers
            .map(ref => parseEntityRef(ref).name)
            .join(' or ')}, the team's own.`
        : 'Give the team a cost center as its parent in the catalog first.',
    },
  ];
}

type Found = { group: Entity } | { issue: Issue };

async function findGroup(
  path: string,
  text: string,
  type: 'team' | 'cost-center',
  findEntity: FindEntity,
): Promise<Found> {
  const what = type === 'team' ? 'team' : 'cost center';
  const remedy = `Choose a ${what} of the catalog.`;
  let ref: string;
  try {
    ref = stringifyEntityRef(
      parseEntityRef(text, {
        defaultKind: 'Group',
        defaultNamespace: 'default',
      }),
    );
  } catch {
    const message = `“${text}” names no ${what}.`;
    return { issue: { path, message, remedy } };
  }
  const group = await findEntity(ref);
  if (!group) {
    const message = `The catalog has no ${ref}.`;
    return { issue: { path, message, remedy } };
  }
  if (group.kind !== 'Group' || group.spec?.type !== type) {
    const message = `${ref} is no ${what}.`;
    return { issue: { path, message, remedy } };
  }
  return { group };
}
