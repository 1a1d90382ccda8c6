import { defineConfig } from '@playwright/test';
import { browser } from './e2e/support/browser';
import { PORTAL } from './e2e/support/portal';

/**
 * End-to-end tests drive a real browser against a hub that already runs:
 * `./lab test e2e` starts one and passes its address in LAB_URL.
 *
 * One worker: the tests share that hub, and a load test that competes with
 * other tests for two cores would measure them instead of its target.
 */
export default defineConfig({
  testDir: 'e2e',
  testIgnore: ['screenshots/**', 'kills/**', 'accessibility/**'],
  timeout: 240_000,
  expect: { timeout: 30_000 },
  workers: 1,
  forbidOnly: !!process.env.CI,
  reporter: process.env.LAB_E2E_REPORT
    ? [['list'], ['json', { outputFile: process.env.LAB_E2E_REPORT }]]
    : 'list',
  outputDir: 'test-results',
  use: {
    baseURL: PORTAL,
    launchOptions: browser(),
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
  },
});
