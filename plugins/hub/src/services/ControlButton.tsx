import { usePermission } from '@backstage/plugin-permission-react';
import { type ButtonProps } from '@backstage/ui';
import { hubServiceControlPermission } from '@illm-lab/plugin-hub-common';
import { OffButton } from '../components/OffButton';

const REFUSED = 'Only the platform team may act on services.';

/** A button on a service that is off, and says why, for who may not press it. */
export const ControlButton = ({
  reason: given,
  ...props
}: ButtonProps & {
  /** Why it is off for everyone at present. */
  reason?: string;
}) => {
  const { loading, allowed, error } = usePermission({
    permission: hubServiceControlPermission,
  });
  const reason = !loading && !allowed && !error ? REFUSED : given;
  return (
    <OffButton
      {...props}
      isDisabled={props.isDisabled || loading}
      reason={reason}
    />
  );
};
