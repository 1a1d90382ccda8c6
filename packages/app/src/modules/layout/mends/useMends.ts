import { useEffect } from 'react';
import { mends } from './mends';

/** Mark on an element that was mended, followed by the mend's name. */
const MARK = 'data-mended-';

/** Elements with a tree of their own, which the document's selectors don't reach. */
const SHADOW_HOSTS = '[data-testid="techdocs-native-shadowroot"]';

const shadowsIn = (root: ParentNode) =>
  [...root.querySelectorAll(SHADOW_HOSTS)].flatMap(
    ({ shadowRoot }) => shadowRoot ?? [],
  );

/** Mends what is in the page now; what was mended is not touched again. */
export function mendAll(root: ParentNode): void {
  shadowsIn(root).forEach(mendAll);
  for (const { name, selector, when, mend } of mends) {
    const mark = `${MARK}${name}`;
    for (const element of root.querySelectorAll(selector)) {
      if (!element.hasAttribute(mark) && (when?.(element) ?? true)) {
        mend(element);
        element.setAttribute(mark, '');
      }
    }
  }
}

/** Keeps every page mended, dialogs included, as it changes. */
export function useMends(): void {
  useEffect(() => {
    let frame: number | undefined;
    const all = { childList: true, subtree: true };
    const later = (_changes: unknown, observer: MutationObserver) => {
      frame ??= requestAnimationFrame(() => {
        frame = undefined;
        mendAll(document);
        // To observe what is observed already changes nothing.
        shadowsIn(document).forEach(shadow => observer.observe(shadow, all));
      });
    };
    const observer = new MutationObserver(later);
    observer.observe(document.body, all);
    later([], observer);
    return () => {
      observer.disconnect();
      if (frame !== undefined) cancelAnimationFrame(frame);
    };
  }, []);
}
