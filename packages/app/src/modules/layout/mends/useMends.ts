import { useEffect } from 'react';
import { mends } from './mends';

/** Mark on an element that was mended, followed by the mend's name. */
const MARK = 'data-mended-';

/** Mends what is in the page now; what was mended is not touched again. */
export function mendAll(root: ParentNode): void {
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
    const later = () => {
      frame ??= requestAnimationFrame(() => {
        frame = undefined;
        mendAll(document);
      });
    };
    later();
    const observer = new MutationObserver(later);
    observer.observe(document.body, { childList: true, subtree: true });
    return () => {
      observer.disconnect();
      if (frame !== undefined) cancelAnimationFrame(frame);
    };
  }, []);
}
