import { expect, test } from '@playwright/test';
import { everyPage, type Look, LOOKS, lookAt, pageAs } from './support/pages';

/**
 * Each page in one look, the looks in turn; `yarn test:accessibility` looks at each
 * in all of them.
 */
test('pages are without any finding of axe, and fit their screen', async ({
  browser,
  request,
}) => {
  test.setTimeout(10 * 60_000);
  const pages = await everyPage(request);
  const looks = Object.keys(LOOKS) as Look[];
  for (const [turn, look] of looks.entries()) {
    const page = await pageAs(browser, look);
    for (const shown of pages.filter((_, at) => at % looks.length === turn)) {
      await test.step(`${shown[0]}, ${look}`, async () => {
        const { found } = await lookAt(page, shown);
        expect.soft(found).toEqual([]);
      });
    }
    await page.context().close();
  }
});
