import { Alert, Button } from '@backstage/ui';

/** Something could not be loaded: what, why, and the way to try again. */
export const Problem = ({
  what,
  error,
  onRetry,
}: {
  what: string;
  error: Error;
  onRetry: () => void;
}) => (
  <Alert
    status="danger"
    icon
    role="alert"
    title={`${what} could not be loaded`}
    description={errorText(error)}
    customActions={
      <Button size="small" variant="secondary" onPress={onRetry}>
        Try again
      </Button>
    }
  />
);

/**
 * An error as a person reads it: the API's own words where there are some, which
 * Backstage's ResponseError keeps as its cause.
 */
export function errorText(error: Error): string {
  return error.cause instanceof Error ? error.cause.message : error.message;
}
