import { type FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { useEffect } from 'react';
import { costCenterIssue } from './checkCostCenter';
import { ChoiceField } from './ChoiceField';
import { payersOf, useGroups } from './groups';

/**
 * The cost center that pays for the form's owner team. It follows the team: only
 * those that pay for it are offered, and the first is filled in.
 */
export const CostCenter = (props: FieldExtensionComponentProps<string>) => {
  const { formData, onChange, formContext } = props;
  const groups = useGroups();
  const owner: string | undefined = formContext?.formData?.owner;
  const payers = groups.data && payersOf(groups.data, owner);
  const first = payers?.[0]?.entityRef;
  const fits = payers?.some(one => one.entityRef === formData);

  useEffect(() => {
    if (first && !fits) onChange(first);
    // When the team changes; who empties the field wants it empty.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [owner, first]);

  const wrong = groups.data && costCenterIssue(groups.data, owner, formData);
  const none = {
    message: 'Nobody pays for this team.',
    remedy: 'Give it a cost center as its parent in the catalog first.',
  };
  return (
    <ChoiceField
      field={props}
      choices={groups.error ? [] : payers}
      issue={
        (groups.error && {
          message: `The cost centers could not be loaded: ${groups.error.message}.`,
          remedy: 'Reload the page.',
        }) ||
        (owner && payers?.length === 0 ? none : wrong)
      }
    />
  );
};
