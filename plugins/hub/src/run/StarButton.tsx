import { toastApiRef, useApi } from '@backstage/frontend-plugin-api';
import { type Run } from '@illm-lab/plugin-hub-common';
import { RiStarFill, RiStarLine } from '@remixicon/react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { hubApiRef } from '../api/hubApi';
import { PermittedButton } from '../components/PermittedButton';
import { errorText } from '../components/Problem';
import { runKey } from '../state/queries';

/** Stars a run for the whole lab, which keeps it whatever its age. */
export const StarButton = ({ run }: { run: Run }) => {
  const api = useApi(hubApiRef);
  const toasts = useApi(toastApiRef);
  const queries = useQueryClient();
  const isStarred = run.starredBy !== null;
  const star = useMutation({
    mutationFn: () => api.starRun({ id: run.id, starred: !isStarred }),
    onSuccess: changed => queries.setQueryData(runKey(run.id), changed),
    onError: error =>
      toasts.post({
        title: isStarred ? 'The star stays' : 'It was not starred',
        description: errorText(error),
        status: 'danger',
      }),
  });
  return (
    <PermittedButton
      permission="control"
      experiment={run.experiment}
      variant="secondary"
      iconStart={isStarred ? <RiStarFill /> : <RiStarLine />}
      aria-pressed={isStarred}
      isPending={star.isPending}
      onPress={() => star.mutate()}
    >
      {isStarred ? 'Starred' : 'Star'}
    </PermittedButton>
  );
};
