import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Text,
} from '@backstage/ui';
import { useEffect, useState } from 'react';
import { useLocation, useNavigate } from 'react-router-dom';

/** The link that a click follows in this tab; undefined for any other click. */
function linkOf(event: MouseEvent): URL | undefined {
  const { button, metaKey, ctrlKey, shiftKey, altKey, target } = event;
  if (event.defaultPrevented || button !== 0) return undefined;
  if (metaKey || ctrlKey || shiftKey || altKey) return undefined;
  const link = (target as Element | null)?.closest?.('a[href]');
  if (!(link instanceof HTMLAnchorElement)) return undefined;
  if (link.hasAttribute('download')) return undefined;
  if (link.target && link.target !== '_self') return undefined;
  const url = new URL(link.href);
  return url.origin === window.location.origin ? url : undefined;
}

/**
 * Warns who leaves a form with unsent input: the browser's own question before a
 * reload or a closed tab, and one of ours before a link of the portal.
 */
export const LeaveGuard = ({ isOn }: { isOn: boolean }) => {
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const [asked, setAsked] = useState<string>();

  useEffect(() => {
    if (!isOn) return undefined;
    const unload = (event: BeforeUnloadEvent) => event.preventDefault();
    const click = (event: MouseEvent) => {
      const url = linkOf(event);
      if (!url || url.pathname === window.location.pathname) return;
      event.preventDefault();
      event.stopPropagation();
      setAsked(url.pathname + url.search + url.hash);
    };
    window.addEventListener('beforeunload', unload);
    // Before React hears of it, and with it the app's router.
    document.addEventListener('click', click, true);
    return () => {
      window.removeEventListener('beforeunload', unload);
      document.removeEventListener('click', click, true);
    };
  }, [isOn, pathname]);

  return (
    <Dialog
      isOpen={asked !== undefined}
      onOpenChange={open => !open && setAsked(undefined)}
      width={440}
    >
      <DialogHeader>Leave this form?</DialogHeader>
      <DialogBody>
        <Text as="p">
          Nothing has been sent yet. What you typed stays in this browser as a
          draft, without passwords; the form goes on with it when you come back.
        </Text>
      </DialogBody>
      <DialogFooter>
        <Button variant="primary" onPress={() => setAsked(undefined)}>
          Stay
        </Button>
        <Button variant="secondary" onPress={() => navigate(asked!)}>
          Leave
        </Button>
      </DialogFooter>
    </Dialog>
  );
};
