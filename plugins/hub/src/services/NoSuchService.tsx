import { ButtonLink } from '@backstage/ui';
import { EmptyStart } from '../components/EmptyStart';
import { useServiceHref } from './queries';

/** Said in place of a service that is not, or no longer, there. */
export const NoSuchService = ({ name }: { name: string }) => (
  <EmptyStart
    title={`There is no service ${name}`}
    action={
      <ButtonLink variant="primary" href={useServiceHref()()}>
        All services
      </ButtonLink>
    }
  >
    The address may be mistyped, or it was removed from Git.
  </EmptyStart>
);
