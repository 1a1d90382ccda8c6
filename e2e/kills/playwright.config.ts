import { defineConfig } from '@playwright/test';
import base from '../../playwright.config';

/**
 * Kills each part of a run on clusters of its own at each of its steps, on a
 * hub that runs: `yarn test:kills`. It takes half an hour or more, so it is no part of
 * `./lab test`.
 */
export default defineConfig({
  ...base,
  testDir: '.',
  testMatch: '*.kills.ts',
  testIgnore: [],
  timeout: 600_000,
  reporter: 'list',
});
