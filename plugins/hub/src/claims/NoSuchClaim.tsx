import { ButtonLink } from '@backstage/ui';
import { type ClaimName } from '@illm-lab/plugin-hub-common';
import { EmptyStart } from '../components/EmptyStart';
import { useClaimHref } from './queries';

/** There is no such claim, or no longer; it may still be on its way. */
export const NoSuchClaim = ({ of }: { of: ClaimName }) => {
  const href = useClaimHref();
  return (
    <EmptyStart
      title={`There is no ${of.kind} “${of.name}” in ${of.namespace}`}
      action={
        <ButtonLink variant="secondary" href={href()}>
          All claims
        </ButtonLink>
      }
    >
      Neither on the hub nor in the repository nor in an open pull request. It
      appears here by itself once one of them has it.
    </EmptyStart>
  );
};
