import type { Result } from '../../../shared/errors/app-error.ts';
import type { BrowserConsent } from './provider-values.ts';

/** Where a person consents: the system's browser with a one-shot loopback listener, or the simulation. */
export interface BrowserConsents {
  /**
   * Runs one sign-in with a consent of its own and frees the listener afterwards, whatever happens.
   * Errors: what `use` answers; `not-supported` where this machine gives no listener.
   */
  with<T>(
    baseUrl: string,
    use: (consent: BrowserConsent) => Promise<Result<T>>,
  ): Promise<Result<T>>;
}
