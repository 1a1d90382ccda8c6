import { usePermission } from '@backstage/plugin-permission-react';
import { Button, type ButtonProps, VisuallyHidden } from '@backstage/ui';
import { hubServiceControlPermission } from '@illm-lab/plugin-hub-common';
import { useId } from 'react';

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
  const reasonId = useId();
  const reason = !loading && !allowed && !error ? REFUSED : given;
  return (
    <span title={reason}>
      <Button
        {...props}
        isDisabled={props.isDisabled || loading || Boolean(reason)}
        aria-describedby={reason && reasonId}
      />
      {reason && <VisuallyHidden id={reasonId}>{reason}</VisuallyHidden>}
    </span>
  );
};
