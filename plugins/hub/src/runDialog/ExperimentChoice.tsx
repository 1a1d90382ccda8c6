import { ButtonLink, DialogBody, Select, Skeleton, Text } from '@backstage/ui';
import { Problem } from '../components/Problem';
import { NEW_EXPERIMENT_PATH } from '../routes';
import { useRunnable } from './useRunnable';

/** Which experiment shall run, of those that the reader may run. */
export const ExperimentChoice = ({
  chosen,
  onChoose,
}: {
  chosen?: string;
  onChoose: (name: string) => void;
}) => {
  const { items, any, error, refetch } = useRunnable();
  return (
    <DialogBody>
      {error && (
        <Problem what="The experiments" error={error} onRetry={refetch} />
      )}
      {!items && !error && <Skeleton height={56} />}
      {items?.length === 0 && (
        <>
          <Text as="p">
            {any
              ? 'None of the experiments is your team’s to run. Make one of your own, or ask the team that owns the one you mean.'
              : 'There is no experiment to run yet.'}
          </Text>
          <ButtonLink href={NEW_EXPERIMENT_PATH}>New experiment</ButtonLink>
        </>
      )}
      {items && items.length > 0 && (
        <Select
          label="Experiment"
          placeholder="Choose one"
          search={{ placeholder: 'Search experiments' }}
          value={chosen ?? null}
          onChange={key => onChoose(String(key))}
          options={items.map(({ name, title }) => ({
            id: name,
            label: title && title !== name ? `${name}: ${title}` : name,
          }))}
        />
      )}
    </DialogBody>
  );
};
