/** What a person has typed into a template's form and not sent yet. */
export interface Draft {
  values: Record<string, unknown>;
  /** When it was written, as ISO 8601. */
  savedAt: string;
  /** The link's own values (`?formData=`) that the form began with. */
  began: string;
}

const PREFIX = 'illm-lab/draft/';
/** An older draft is forgotten: nobody remembers what it was for. */
const KEPT_DAYS = 14;

/** Where the draft of a person and a template is. */
export const draftKey = (person: string, templateRef: string) =>
  `${PREFIX}${person}/${templateRef}`;

/** Reads a draft; undefined when there is none, or none that can be read. */
export function readDraft(
  key: string,
  storage: Storage = window.localStorage,
): Draft | undefined {
  try {
    const draft = JSON.parse(storage.getItem(key) ?? 'null') as Draft | null;
    if (!draft || typeof draft.values !== 'object') return undefined;
    const age = Date.now() - Date.parse(draft.savedAt);
    if (age < KEPT_DAYS * 24 * 60 * 60 * 1000) return draft;
    storage.removeItem(key);
  } catch {
    // A browser without storage, or somebody else's text: there is no draft.
  }
  return undefined;
}

/** Keeps a draft; false when the browser has no room for it. */
export function writeDraft(
  key: string,
  draft: Draft,
  storage: Storage = window.localStorage,
): boolean {
  try {
    storage.setItem(key, JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}

/** Forgets a draft. */
export function removeDraft(
  key: string,
  storage: Storage = window.localStorage,
): void {
  try {
    storage.removeItem(key);
  } catch {
    // Without storage there is nothing to forget.
  }
}
