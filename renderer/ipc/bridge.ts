import type { Result } from '../../shared/errors/app-error.ts';
import type { Bridge } from '../../shared/ipc/bridge.ts';

declare global {
  interface Window {
    /** Put here by the host before the page's script runs. */
    readonly bridge?: Bridge;
  }
}

/** Whether a host is there at all; without one the page can only say so. */
export const hasHost = (): boolean => window.bridge !== undefined;

/**
 * The only way out of the page. A host that does not answer (it quit, or refused the page) is an
 * answer too, so that no screen waits for ever.
 */
export const bridge: Bridge = {
  invoke: async (name, input) => {
    // Written out: `fail` stands beside the schemas, and the schema library stays out of the page.
    const noAnswer: Result<never> = {
      ok: false,
      error: { kind: 'unexpected', reference: `no-answer:${name}`.slice(0, 40) },
    };
    try {
      return (await window.bridge?.invoke(name, input)) ?? noAnswer;
    } catch {
      return noAnswer;
    }
  },
  subscribe: (name, listener) => window.bridge?.subscribe(name, listener) ?? (() => undefined),
};
