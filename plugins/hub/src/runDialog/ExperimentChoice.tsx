import { ButtonLink, DialogBody, Select, Skeleton, Text } from '@backstage/ui';
import { Problem } from '../components/Problem';
import { NEW_EXPERIMENT_PATH } from '../routes';
import { useExperiments } from '../state/queries';

/** Which experiment shall run. */
export const ExperimentChoice = ({
  chosen,
  onChoose,
}: {
  chosen?: string;
  onChoose: (name: string) => void;
}) => {
  const { data, error, refetch } = useExperiments();
  return (
    <DialogBody>
      {error && (
        <Problem what="The experiments" error={error} onRetry={refetch} />
      )}
      {!data && !error && <Skeleton height={56} />}
      {data?.items.length === 0 && (
        <>
          <Text as="p">There is no experiment to run yet.</Text>
          <ButtonLink href={NEW_EXPERIMENT_PATH}>New experiment</ButtonLink>
        </>
      )}
      {data && data.items.length > 0 && (
        <Select
          label="Experiment"
          placeholder="Choose one"
          value={chosen ?? null}
          onChange={key => onChoose(String(key))}
          options={data.items.map(({ name, title }) => ({
            id: name,
            label: title && title !== name ? `${name}: ${title}` : name,
          }))}
        />
      )}
    </DialogBody>
  );
};
