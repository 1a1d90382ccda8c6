import {
  toastApiRef,
  useApi,
  useRouteRef,
} from '@backstage/frontend-plugin-api';
import {
  Alert,
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Text,
} from '@backstage/ui';
import { type Run } from '@illm-lab/plugin-hub-common';
import { useMutation } from '@tanstack/react-query';
import { hubApiRef } from '../api/hubApi';
import { errorText } from '../components/Problem';
import { runRouteRef } from '../routes';

const TOAST_MS = 8_000;

/** Asks once before a run is stopped, and names it. */
export const StopDialog = ({
  run,
  isOpen,
  onClose,
}: {
  run: Run;
  isOpen: boolean;
  onClose: () => void;
}) => {
  const api = useApi(hubApiRef);
  const toasts = useApi(toastApiRef);
  const runRoute = useRouteRef(runRouteRef);
  const name = `run #${run.number} of ${run.experiment}`;
  const stop = useMutation({
    mutationFn: () => api.stopRun({ id: run.id }),
    onSuccess: () => {
      onClose();
      const href = runRoute?.({ id: run.id });
      toasts.post({
        title: `Stopping ${name}`,
        description: 'What was measured so far is collected first.',
        status: 'info',
        timeout: TOAST_MS,
        ...(href && { links: [{ label: `Run #${run.number}`, href }] }),
      });
    },
  });
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={open => !open && onClose()}
      isDismissable
      width={460}
    >
      <DialogHeader>{`Stop ${name}?`}</DialogHeader>
      <DialogBody>
        <Text as="p">
          The load ends now, and what it has measured so far is kept as a part
          of a result. Then everything the run has put on the hub is removed.
        </Text>
        {stop.error && (
          <Alert
            status="danger"
            icon
            role="alert"
            title="It was not stopped"
            description={errorText(stop.error)}
          />
        )}
      </DialogBody>
      <DialogFooter>
        <Button
          variant="primary"
          destructive
          isPending={stop.isPending}
          onPress={() => stop.mutate()}
        >
          {`Stop run #${run.number}`}
        </Button>
        <Button variant="secondary" onPress={onClose}>
          Let it run
        </Button>
      </DialogFooter>
    </Dialog>
  );
};
