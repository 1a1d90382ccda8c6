import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { mends } from '../../packages/app/src/modules/layout/mends/mends';
import { type Suppression } from '../support/axe';
import {
  everyPage,
  type Look,
  LOOKS,
  lookAt,
  pageAs,
  SUPPRESSIONS,
} from '../support/pages';

const TABLE = path.join(
  __dirname,
  '../..',
  'test-results',
  'accessibility.txt',
);

test('every page is without any finding of axe, and fits its screen', async ({
  browser,
  request,
}) => {
  // Some thirty pages in four looks.
  test.setTimeout(45 * 60_000);
  const pages = await everyPage(request);
  const used = new Set<Suppression>();
  const needed = new Set<string>();
  const table = new Map(pages.map(([name]) => [name, [] as string[]]));
  const all: string[] = [];
  for (const look of Object.keys(LOOKS) as Look[]) {
    const page = await pageAs(browser, look);
    for (const shown of pages) {
      const [name] = shown;
      await test.step(`${name}, ${look}`, async () => {
        const { found, ...rest } = await lookAt(page, shown);
        rest.used.forEach(one => used.add(one));
        rest.mends.forEach(one => needed.add(one));
        table.get(name)!.push(String(found.length));
        all.push(...found.map(one => `${name}, ${look}: ${one}`));
      });
    }
    await page.context().close();
  }

  const rows = [...table].map(([name, counts]) =>
    [name.padEnd(24), ...counts.map(count => count.padStart(10))].join(' '),
  );
  const heads = Object.keys(LOOKS).map(look => look.padStart(10));
  const text = [[''.padEnd(24), ...heads].join(' '), ...rows, ''].join('\n');
  // Shown by the list reporter, and kept for whoever wants the table.
  console.log(text);
  writeFileSync(TABLE, text);
  expect(all).toEqual([]);
  expect(
    SUPPRESSIONS.filter(one => !used.has(one)),
    'no page needs these suppressions any more: take them out',
  ).toEqual([]);
  expect(
    mends.filter(({ name }) => !needed.has(name)).map(({ name }) => name),
    'Backstage has mended these itself: take them out',
  ).toEqual([]);
});
