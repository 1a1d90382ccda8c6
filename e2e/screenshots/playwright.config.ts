import { defineConfig } from '@playwright/test';
import base from '../../playwright.config';

/** Makes the README's pictures, from a hub that runs: `yarn screenshots`. */
export default defineConfig({
  ...base,
  testDir: '.',
  testMatch: '*.shots.ts',
  testIgnore: [],
  reporter: 'list',
  use: { ...base.use, viewport: { width: 1280, height: 800 }, trace: 'off' },
});
