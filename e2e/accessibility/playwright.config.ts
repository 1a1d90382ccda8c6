import { defineConfig } from '@playwright/test';
import base from '../../playwright.config';

/**
 * Looks at every page in four looks with all of axe’s rules, and walks the thread by
 * keyboard alone, on a hub that runs:
 * `LAB_URL=http://localhost:7007 yarn test:accessibility`. It takes half an hour, so it
 * is no part of `./lab test`.
 */
export default defineConfig({
  ...base,
  testDir: '.',
  testMatch: '*.accessibility.ts',
  testIgnore: [],
  timeout: 45 * 60_000,
  reporter: 'list',
});
