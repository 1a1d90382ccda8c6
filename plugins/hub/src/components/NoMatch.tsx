import { Button } from '@backstage/ui';
import { EmptyStart } from './EmptyStart';

/** In a table whose filters leave nothing: the way back to all of it. */
export const NoMatch = ({
  one,
  all,
  onClear,
}: {
  /** What a row is, such as `team`. */
  one: string;
  /** What many are, such as `teams`. */
  all: string;
  onClear(): void;
}) => (
  <EmptyStart
    title={`No ${one} fits this filter`}
    action={
      <Button variant="secondary" onPress={onClear}>
        Show all {all}
      </Button>
    }
  >
    There are others in the catalog.
  </EmptyStart>
);
