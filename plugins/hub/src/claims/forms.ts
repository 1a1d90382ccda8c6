import {
  claimPaths,
  type ClaimDetail,
  kindSlug,
} from '@illm-lab/plugin-hub-common';
import { formPath } from '../routes';

const NAME = /[^/]*$/;

/**
 * Where a change and the removal of a claim are asked for; undefined while there
 * is nothing to change, or its file is not where the portal's own forms put it.
 */
export function claimForms({
  claim,
  spec,
  file,
}: Pick<ClaimDetail, 'claim' | 'spec' | 'file'>):
  | { change: string; remove: string }
  | undefined {
  const { kind, name, team: owner, labels, experiment, state } = claim;
  const team = owner?.match(NAME)?.[0];
  if (!team || ['proposed', 'deleting', 'gone'].includes(state)) {
    return undefined;
  }
  if (file !== claimPaths(team).claim(kind, name)) return undefined;
  const { project, environment } = labels;
  const costCenter = labels['cost-center'];
  const named = { name, owner };
  return {
    change: formPath(kindSlug(kind), {
      ...named,
      change: true,
      spec,
      project,
      environment,
      ...(costCenter && { costCenter: `group:default/${costCenter}` }),
      ...(experiment && { experiment: `component:default/${experiment}` }),
    }),
    remove: formPath('remove-claim', { kind, ...named }),
  };
}
