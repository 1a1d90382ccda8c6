/** Where the pages' only script is. */
export const SCRIPT_PATH = '/-/live.js';

/**
 * Keeps the part of a page that is still to change up to date: it asks for the
 * part again each second and puts it in place when it differs, with the focus
 * where it was. Without script the page says to load it again.
 */
export const SCRIPT = `'use strict';
(() => {
  const part = document.querySelector('[data-live]');
  if (!part) return;
  let again = part.dataset.pending === 'true';
  const look = async () => {
    try {
      const answer = await fetch(part.dataset.live, { cache: 'no-store' });
      if (answer.ok) {
        const text = await answer.text();
        const fresh = new DOMParser()
          .parseFromString(text, 'text/html')
          .querySelector('[data-live]');
        if (fresh && fresh.dataset.version !== part.dataset.version) {
          const focused = part.contains(document.activeElement)
            ? document.activeElement.id
            : '';
          part.replaceChildren(...fresh.childNodes);
          Object.assign(part.dataset, fresh.dataset);
          if (focused) document.getElementById(focused)?.focus();
          again = part.dataset.pending === 'true';
        }
      }
    } catch {
      // the forge may be restarting; the next look tells
    }
    if (again) setTimeout(look, 1000);
  };
  if (again) setTimeout(look, 1000);
})();
`;
