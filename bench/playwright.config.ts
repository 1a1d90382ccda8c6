import { defineConfig } from '@playwright/test';
import base from '../playwright.config';

/** Timings of a hub that runs, in a browser: `yarn bench`. */
export default defineConfig({
  ...base,
  testDir: '.',
  testMatch: '*.bench.ts',
  testIgnore: [],
  timeout: 900_000,
  reporter: 'list',
});
