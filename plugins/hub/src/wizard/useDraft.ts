import { useEffect, useRef, useState } from 'react';
import { type Draft, readDraft, removeDraft, writeDraft } from './draftStore';
import { type FieldSchema, withoutSecrets } from './schema';

type Values = Record<string, unknown>;

/** Writing waits for a pause, since a form may be large. */
const PAUSE_MS = 250;

/**
 * The values of a form, kept as a draft while they are typed: a reload, the
 * browser's Back and a second tab find them again.
 *
 * @param began - the link's own values; a draft of another link is only offered
 */
export function useDraft(
  key: string,
  began: string,
  fields: Record<string, FieldSchema>,
) {
  const fresh = useRef(parse(began)).current;
  const [found] = useState(() => readDraft(key));
  const goesOn = found?.began === began;
  const [values, setValues] = useState<Values>(() =>
    goesOn ? { ...fresh, ...withoutSecrets(found.values, fields) } : fresh,
  );
  const [draft, setDraft] = useState<Draft | undefined>(found);
  const [going, setGoing] = useState(goesOn);
  const [dirty, setDirty] = useState(false);
  const [tooLarge, setTooLarge] = useState(false);
  const worthKeeping = useRef(false);
  const pending = useRef<() => void>();

  useEffect(() => {
    if (!worthKeeping.current) return undefined;
    pending.current = () => {
      pending.current = undefined;
      const kept = withoutSecrets(values, fields);
      const savedAt = new Date().toISOString();
      setTooLarge(!writeDraft(key, { values: kept, savedAt, began }));
    };
    const timer = setTimeout(() => pending.current?.(), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [values, key, began, fields]);

  // Whoever leaves within the pause loses nothing either.
  useEffect(() => {
    const flush = () => pending.current?.();
    window.addEventListener('pagehide', flush);
    return () => {
      window.removeEventListener('pagehide', flush);
      flush();
    };
  }, []);

  // What is typed in another tab is taken over as long as nothing is typed here.
  useEffect(() => {
    const hear = (event: StorageEvent) => {
      if (event.key !== key || dirty) return;
      const other = readDraft(key);
      if (other?.began === began) {
        setValues({ ...fresh, ...withoutSecrets(other.values, fields) });
        setDraft(other);
        setGoing(true);
      }
    };
    window.addEventListener('storage', hear);
    return () => window.removeEventListener('storage', hear);
  }, [key, began, fields, fresh, dirty]);

  const forget = () => {
    pending.current = undefined;
    worthKeeping.current = false;
    removeDraft(key);
  };

  return {
    values,
    /** Takes what has changed; `byPerson` is false for what a field fills in. */
    change(changed: Values, byPerson: boolean) {
      // Several may come before the next drawing; each builds on the last.
      setValues(before => ({ ...before, ...changed }));
      if (!byPerson) return;
      setDirty(true);
      worthKeeping.current = true;
    },
    /** A draft that is there: of this form (`going`), or begun elsewhere. */
    draft,
    going,
    dirty,
    tooLarge,
    /** Takes up the draft that was begun elsewhere. */
    goOn() {
      if (draft)
        setValues({ ...fresh, ...withoutSecrets(draft.values, fields) });
      setGoing(true);
      worthKeeping.current = true;
    },
    /** Forgets the draft; the form begins again. */
    startAfresh() {
      forget();
      setValues(fresh);
      setDraft(undefined);
      setGoing(false);
      setDirty(false);
    },
    /** The form was sent: there is nothing to keep any more. */
    done() {
      forget();
      setDirty(false);
    },
  };
}

function parse(text: string): Values {
  try {
    const value = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
