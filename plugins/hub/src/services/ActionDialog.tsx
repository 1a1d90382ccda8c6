import { toastApiRef, useApi } from '@backstage/frontend-plugin-api';
import {
  Alert,
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
} from '@backstage/ui';
import { type Service } from '@illm-lab/plugin-hub-common';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode } from 'react';
import { errorText } from '../components/Problem';
import { useServiceHref } from './queries';

const TOAST_MS = 8_000;

/** Says what an action on a service will do, and does it when told to. */
export const ActionDialog = ({
  service,
  title,
  verb,
  done,
  failed,
  isOpen,
  onClose,
  act,
  destructive = false,
  children,
}: {
  service: string;
  title: string;
  /** What the button says. */
  verb: string;
  /** Said when it has begun. */
  done: string;
  /** Said when it was refused. */
  failed: string;
  isOpen: boolean;
  onClose: () => void;
  act: () => Promise<Service>;
  destructive?: boolean;
  children: ReactNode;
}) => {
  const toasts = useApi(toastApiRef);
  const cache = useQueryClient();
  const href = useServiceHref();
  const action = useMutation({
    mutationFn: act,
    onSuccess: () => {
      onClose();
      cache.invalidateQueries({ queryKey: ['hub', 'services'] });
      toasts.post({
        title: done,
        description: 'How it goes shows under Last operation.',
        status: 'info',
        timeout: TOAST_MS,
        links: [{ label: service, href: href(service) }],
      });
    },
  });
  const close = () => {
    action.reset();
    onClose();
  };
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={open => !open && close()}
      isDismissable
      width={520}
    >
      <DialogHeader>{title}</DialogHeader>
      <DialogBody>
        {children}
        {action.error && (
          <Alert
            status="danger"
            icon
            role="alert"
            mt="4"
            title={failed}
            description={errorText(action.error)}
          />
        )}
      </DialogBody>
      <DialogFooter>
        <Button
          variant="primary"
          destructive={destructive}
          isPending={action.isPending}
          onPress={() => action.mutate()}
        >
          {verb}
        </Button>
        <Button variant="secondary" onPress={close}>
          Leave it
        </Button>
      </DialogFooter>
    </Dialog>
  );
};
