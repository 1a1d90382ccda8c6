import { HostCheck, findProgram } from '@illm-lab/local-hub/host';
import { existsSync } from 'node:fs';

/** Browsers that the tests can use, as e2e/support/browser.ts looks for them. */
const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome'];

/** A browser, which only the browser tests need: `LAB_BROWSER`, or of PATH. */
export function checkBrowser(env: NodeJS.ProcessEnv = process.env): HostCheck {
  const name = 'browser (for ./lab test e2e)';
  if (env.LAB_BROWSER) {
    return existsSync(env.LAB_BROWSER)
      ? { name, ok: true, message: env.LAB_BROWSER }
      : {
          name,
          ok: false,
          message: `LAB_BROWSER ${env.LAB_BROWSER} is not there`,
          remedy: 'Name a Chromium or Chrome, or unset it',
        };
  }
  const found = BROWSERS.map(one => findProgram(one, env.PATH)).find(Boolean);
  return found
    ? { name, ok: true, message: found }
    : {
        name,
        ok: false,
        message: 'there is no Chromium or Chrome',
        remedy: 'sudo apt-get install chromium',
        installable: 'chromium',
      };
}
