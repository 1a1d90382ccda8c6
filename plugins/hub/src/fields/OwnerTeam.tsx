import { type FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { usePermission } from '@backstage/plugin-permission-react';
import {
  CATALOG_TYPE_TEAM,
  hubServiceControlPermission,
} from '@illm-lab/plugin-hub-common';
import { useEffect } from 'react';
import { useOwnRefs } from '../home/dashboard/useOwnRefs';
import { ChoiceField } from './ChoiceField';
import { useGroups } from './groups';

/**
 * The team that something is for: one of the person's own, the first of which is
 * filled in. Who looks after the hub acts for all teams.
 */
export const OwnerTeam = (props: FieldExtensionComponentProps<string>) => {
  const { formData, onChange } = props;
  const groups = useGroups();
  const own = useOwnRefs();
  const { loading, allowed: forAll } = usePermission({
    permission: hubServiceControlPermission,
  });
  const teams = groups.data?.filter(({ type }) => type === CATALOG_TYPE_TEAM);
  const ofPerson = teams?.filter(one => own.data?.includes(one.entityRef));
  const known = Boolean(teams && own.data && !loading);
  const first = known ? ofPerson?.[0]?.entityRef : undefined;

  useEffect(() => {
    if (!formData && first) onChange(first);
    // Only once: who empties the field wants it empty.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [first]);

  const choices = teams?.filter(
    one => forAll || ofPerson?.includes(one) || one.entityRef === formData,
  );
  const error = groups.error ?? own.error;
  return (
    <ChoiceField
      field={props}
      choices={known || error ? choices ?? [] : undefined}
      issue={
        (error && {
          message: `The teams could not be loaded: ${error.message}.`,
          remedy: 'Reload the page.',
        }) ||
        (known && choices?.length === 0
          ? {
              message: 'You are in no team.',
              remedy: 'Ask who keeps catalog/org.yaml to add you to one.',
            }
          : undefined)
      }
    />
  );
};
