import { usePermission } from '@backstage/plugin-permission-react';
import { type ButtonProps } from '@backstage/ui';
import {
  hubRunControlPermission,
  hubRunCreatePermission,
} from '@illm-lab/plugin-hub-common';
import { whyNoRuns } from '../home/hubSentence';
import { useHubStatus, useIsThere } from '../state/queries';
import { OffButton } from './OffButton';

/** What may be asked of an experiment's runs. */
export type RunPermission = 'create' | 'control';

const PERMISSIONS = {
  create: hubRunCreatePermission,
  control: hubRunControlPermission,
};

const VERBS = { create: 'run', control: 'stop or star' };

/**
 * Whether the signed-in user may start, stop or star runs of an experiment.
 *
 * @returns the reason in words when it is known that he may not, or that the hub
 *   can't carry out runs yet; the API decides again in any case
 */
export function useRunPermission(
  permission: RunPermission,
  experiment: string,
) {
  const { loading, allowed, error } = usePermission({
    permission: PERMISSIONS[permission],
    resourceRef: experiment,
  });
  const { data: status } = useHubStatus();
  const refused = !loading && !allowed && !error;
  const isThere = useIsThere(experiment, refused);
  if (refused) {
    return {
      loading,
      reason:
        isThere === false
          ? `${experiment} was removed: nobody may ${VERBS[permission]} it any more.`
          : `Only the team that owns ${experiment} and the platform team may ${VERBS[permission]} it.`,
    };
  }
  const reason =
    permission === 'create' && status ? whyNoRuns(status) : undefined;
  return { loading, reason };
}

/** A button that is off, and says why, for those who may not press it. */
export const PermittedButton = ({
  permission,
  experiment,
  ...props
}: ButtonProps & { permission: RunPermission; experiment: string }) => {
  const { loading, reason } = useRunPermission(permission, experiment);
  return (
    <OffButton
      {...props}
      isDisabled={props.isDisabled || loading}
      reason={reason}
    />
  );
};
