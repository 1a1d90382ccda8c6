import { AxeBuilder } from '@axe-core/playwright';
import { type Page } from '@playwright/test';

/** A fault that is not ours, and can't be mended from outside. */
export interface Suppression {
  /** Name of axe's rule. */
  rule: string;
  /** Part of the selector by which axe names the element. */
  element: RegExp;
  /** Whose it is, and why it stays. */
  why: string;
}

/** How often axe looks again before what it finds counts, and after how long. */
const TRIES = 3;
const PAUSE_MS = 1_500;

async function findings(page: Page, suppressions: Suppression[]) {
  const used = new Set<Suppression>();
  // All rules of all impacts, the best practices among them.
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.flatMap(({ id, impact, nodes }) =>
    nodes.flatMap(({ target, html, failureSummary }) => {
      const element = target.join(' ');
      const known = suppressions.find(
        one => one.rule === id && one.element.test(`${element} ${html}`),
      );
      if (known) used.add(known);
      return known
        ? []
        : [`${id} (${impact}) ${element} ${failureSummary}`.slice(0, 400)];
    }),
  );
  return { found, used };
}

/**
 * What axe finds in a page that stays: a list that is read anew is pale for a
 * moment, and these pages are live.
 *
 * @returns one line for each finding, and the suppressions that were needed
 */
export async function lastingFindings(
  page: Page,
  suppressions: Suppression[] = [],
) {
  for (let more = TRIES; ; more -= 1) {
    const result = await findings(page, suppressions);
    if (result.found.length === 0 || more === 0) return result;
    await page.waitForTimeout(PAUSE_MS);
  }
}
