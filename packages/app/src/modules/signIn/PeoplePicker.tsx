import { Alert, Avatar, Button, Skeleton, Text } from '@backstage/ui';
import { errorText } from '@illm-lab/plugin-hub';
import { type Person } from '@illm-lab/plugin-hub-common';
import { SignInFrame } from './SignInFrame';
import styles from './signIn.module.css';
import { usePeople } from './usePeople';

const PersonCard = ({
  person,
  onPick,
}: {
  person: Person;
  onPick: (name: string) => void;
}) => {
  return (
    <button
      type="button"
      className={styles.card}
      onClick={() => onPick(person.name)}
    >
      <Avatar
        name={person.displayName}
        src=""
        size="large"
        purpose="decoration"
      />
      <span className={styles.cardText}>
        <Text weight="bold">{person.displayName}</Text>
        <span className={styles.team}>
          {person.teams.length > 0
            ? `Team ${person.teams.join(', ')}`
            : 'In no team'}
        </span>
      </span>
    </button>
  );
};

const LoadingCards = () => (
  <div aria-busy="true" aria-label="Loading people" className={styles.cards}>
    {[0, 1, 2].map(n => (
      <Skeleton key={n} height={72} />
    ))}
  </div>
);

/** One card per person of the catalog; a press signs in as that person. */
export const PeoplePicker = ({
  onPick,
}: {
  onPick: (name: string) => void;
}) => {
  const { people, error, reload } = usePeople();
  return (
    <SignInFrame title="Who are you?">
      <Text as="p" color="secondary">
        This browser was let in by who runs the hub, so picking a name is
        enough. What you may do follows from the team you pick.
      </Text>
      {error && (
        <Alert
          status="danger"
          icon
          role="alert"
          mt="4"
          title="The list of people could not be loaded"
          description={`${errorText(
            error,
          )}. Is the hub up? The command ./lab status tells.`}
          customActions={
            <Button size="small" variant="secondary" onPress={reload}>
              Try again
            </Button>
          }
        />
      )}
      {!people && !error && <LoadingCards />}
      {people?.length === 0 && (
        <Alert
          status="info"
          icon
          mt="4"
          title="The catalog has no people yet"
          description="It may still be reading them. They come from catalog-info in the repository."
          customActions={
            <Button size="small" variant="secondary" onPress={reload}>
              Look again
            </Button>
          }
        />
      )}
      <ul className={styles.cards}>
        {people?.map(person => (
          <li key={person.name}>
            <PersonCard person={person} onPick={onPick} />
          </li>
        ))}
      </ul>
    </SignInFrame>
  );
};
