import { type CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { type GroupChoice, payersOf, readGroups } from './groups';

/** What is wrong with a cost center for a team; undefined when it pays for it. */
export function costCenterIssue(
  groups: GroupChoice[],
  teamRef?: string,
  costCenterRef?: string,
): { message: string; remedy: string } | undefined {
  if (!teamRef || !costCenterRef) return undefined;
  const payers = payersOf(groups, teamRef);
  if (payers.some(one => one.entityRef === costCenterRef)) return undefined;
  const label = (ref: string) =>
    groups.find(one => one.entityRef === ref)?.label ??
    ref.replace(/^.*\//, '');
  return {
    message: `${label(costCenterRef)} does not pay for ${label(teamRef)}.`,
    remedy: payers.length
      ? `Choose ${payers.map(one => one.label).join(' or ')}.`
      : 'Give the team a cost center as its parent in the catalog first.',
  };
}

/** The same before the form goes on, by what the catalog says now. */
export const checkCostCenter: CustomFieldValidator<string> = async (
  value,
  field,
  { apiHolder, formData },
) => {
  const catalog = apiHolder.get(catalogApiRef);
  if (!catalog) return;
  const { owner } = formData as unknown as { owner?: string };
  const issue = costCenterIssue(await readGroups(catalog), owner, value);
  if (issue) field.addError(`${issue.message} ${issue.remedy}`);
};
