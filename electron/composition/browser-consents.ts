import type { BrowserConsents } from '../services/ports/browser-consents.ts';
import { fail, ok } from '../../shared/errors/app-error.ts';
import type { AppSandbox } from './sandbox-accounts.ts';

/** Nothing listens here: the simulation answers with the address instead of going there. */
const SANDBOX_REDIRECT = 'http://127.0.0.1:1/sandbox-consent';

/** Simulated accounts consent inside this process, all others in the system's browser. */
export function routeConsents(
  sandbox: Pick<AppSandbox, 'accounts' | 'approveConsent'>,
  browser: BrowserConsents,
): BrowserConsents {
  return {
    with: (baseUrl, use) =>
      sandbox.accounts.isSandbox(baseUrl)
        ? use({
            redirectUri: SANDBOX_REDIRECT,
            authorize: async (url) => {
              const redirected = await sandbox.approveConsent(url);
              return redirected === null
                ? fail({ kind: 'not-supported', operation: 'browserSignIn' })
                : ok(new URL(redirected).searchParams);
            },
          })
        : browser.with(baseUrl, use),
  };
}
