import { Select } from '@backstage/ui';
import { useTeams } from '../state/catalogQueries';

/** Stands for no filter; React Aria's keys can't be empty. */
const ALL = '*';

/** Chooses the team whose experiments are shown. */
export const OwnerFilter = ({
  value,
  onChange,
}: {
  /** Entity ref. */
  value?: string;
  onChange: (to: string | undefined) => void;
}) => {
  const { data } = useTeams();
  const teams = (data?.items ?? []).map(({ entityRef, title }) => ({
    id: entityRef,
    label: title,
  }));
  // What the URL names is offered also while the teams are not known.
  if (value && !teams.some(({ id }) => id === value)) {
    teams.push({ id: value, label: value });
  }
  return (
    <Select
      label="Team"
      value={value ?? ALL}
      onChange={key => onChange(key === ALL ? undefined : String(key))}
      options={[{ id: ALL, label: 'All' }, ...teams]}
    />
  );
};
