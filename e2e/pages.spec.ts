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
  const all: string[] = [];
  for (const [turn, look] of looks.entries()) {
    const page = await pageAs(browser, look);
    for (const shown of pages.filter((_, at) => at % looks.length === turn)) {
      await test.step(`${shown[0]}, ${look}`, async () => {
        const { found } = await lookAt(page, shown);
        all.push(...found.map(one => `${shown[0]}, ${look}: ${one}`));
      });
    }
    await page.context().close();
  }
  expect(all).toEqual([]);
});
