/** Something that Backstage draws and a screen reader or a keyboard can't use. */
export interface Mend {
  /** In lower case; part of an attribute's name. */
  name: string;
  /** Elements that have the fault. */
  selector: string;
  /** Which of them do, where a selector can't say it; all of them without. */
  when?: (element: Element) => boolean;
  /** Takes the fault away, once for each element. */
  mend: (element: Element) => void;
}

const isPlain = (element: Element) =>
  element.setAttribute('role', 'presentation');
const calls = (name: string) => (element: Element) =>
  element.setAttribute('aria-label', name);

/**
 * Faults in pages that are Backstage's own, which neither a setting nor a style
 * takes away. Each goes when Backstage has mended it: `accessibility.spec.ts`
 * fails when one of them is not met on any page.
 */
export const mends: Mend[] = [
  {
    // A page of the catalog or of docs is a landmark inside its frame's.
    name: 'inner-main',
    selector: 'main main',
    mend: isPlain,
  },
  {
    // So is the page that was built of Markdown, in a tree of its own.
    name: 'docs-main',
    selector: 'main.md-main',
    mend: isPlain,
  },
  {
    // To move a column one drags its head, a button inside the one that sorts.
    name: 'drag-handle',
    selector: 'th [data-rbd-drag-handle-draggable-id]',
    mend: element => {
      element.removeAttribute('tabindex');
      element.removeAttribute('role');
    },
  },
  {
    // The head of a column of boxes or icons; a cell may be empty.
    name: 'empty-head',
    selector: 'th.MuiTableCell-head',
    when: element => !element.textContent?.trim(),
    mend: element => element.setAttribute('role', 'cell'),
  },
  {
    // The catalog's title is a heading in a heading.
    name: 'outer-heading',
    selector: 'h5:has(> h2)',
    mend: isPlain,
  },
  {
    // A person's name in the settings is no heading of anything.
    name: 'subtitle',
    selector: 'h6.MuiTypography-subtitle1',
    mend: isPlain,
  },
  {
    name: 'bottom-bar',
    selector: 'nav.MuiBottomNavigation-root',
    mend: calls('Main'),
  },
  {
    name: 'menu-close',
    selector:
      '.MuiDrawer-paperAnchorBottom > .MuiBox-root > .MuiIconButton-root',
    mend: calls('Close the menu'),
  },
];
