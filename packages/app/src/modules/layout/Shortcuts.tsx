import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
} from '@backstage/ui';
import { useEffect, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import styles from './layout.module.css';

/** Keys that work on every page, and what each does. */
const SHORTCUTS = [
  { key: '/', does: 'Search' },
  { key: '?', does: 'Show this list' },
  { key: 'Esc', does: 'Close a dialog or a menu' },
  { key: 'Tab, Enter', does: 'Go to the next thing, and use it' },
];

const TYPED_IN = 'input, textarea, select, [contenteditable], [role="textbox"]';

/** Keys of the whole portal: one opens the search, one lists them all. */
export const Shortcuts = () => {
  const navigate = useNavigate();
  const [listed, setListed] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { key, target } = event;
      const typed = target instanceof Element && target.closest(TYPED_IN);
      if (typed || event.ctrlKey || event.metaKey || event.altKey) return;
      if (key === '/') {
        event.preventDefault();
        navigate('/search');
      }
      if (key === '?') setListed(true);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [navigate]);
  return (
    <Dialog isOpen={listed} onOpenChange={setListed} isDismissable width={420}>
      <DialogHeader>Shortcuts</DialogHeader>
      <DialogBody>
        <dl className={styles.shortcuts}>
          {SHORTCUTS.map(({ key, does }) => (
            <div key={key}>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{does}</dd>
            </div>
          ))}
        </dl>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={() => setListed(false)}>
          Close
        </Button>
      </DialogFooter>
    </Dialog>
  );
};
