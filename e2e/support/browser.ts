import { existsSync } from 'node:fs';
import type { LaunchOptions } from '@playwright/test';

const SYSTEM_BROWSERS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/**
 * Prefers a browser that the system has, since Playwright's own download fails
 * behind a closed network; without one Playwright looks for its own.
 *
 * `LAB_BROWSER` names another executable. The background features are off
 * because they phone home, which a closed network refuses over and over.
 */
export function browser(): LaunchOptions {
  const executablePath =
    process.env.LAB_BROWSER ?? SYSTEM_BROWSERS.find(path => existsSync(path));
  return {
    executablePath,
    args: [
      // Chromium refuses its own sandbox to root, which CI runs as.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  };
}
