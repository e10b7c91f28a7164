import type { Page } from '@playwright/test';

/** `untrusted`: every certificate has expired. */
export type SimulatedNetwork = 'on' | 'off' | 'untrusted';

/** The running app as a test sees it, whichever host it is in. */
export interface RekeyApp {
  readonly profileDir: string;
  /** A folder of this test alone, outside the profile. */
  readonly filesDir: string;
  /** Starts the app on its profile and shows its page. */
  start(): Promise<Page>;
  /** Ends it as a person does, or as a loss of power does. The next `start` is on the same profile. */
  end(how: 'stop' | 'kill'): Promise<void>;
  /** Does something about which the host asks in its own dialog, and says yes there. */
  agreeing(verb: string, act: () => Promise<void>): Promise<void>;
  /** Does something about which the host asks, and says no. */
  refusing(verb: string, act: () => Promise<void>): Promise<void>;
  /** Does something that asks for a file, and gives this path. */
  picking(path: string, act: () => Promise<void>): Promise<void>;
  /** The same where several files may be given. */
  pickingAll(paths: readonly string[], act: () => Promise<void>): Promise<void>;
  /** The network of the simulated accounts inside the app; null where the host has no switch for it. */
  readonly simulatedNetwork: ((state: SimulatedNetwork) => Promise<void>) | null;
  /** What the host's clipboard holds. */
  clipboard(): Promise<string>;
  /** Ends everything; what was found on the way is in `complaints` and `leaks`. */
  close(): Promise<void>;
  /** Console messages, page errors and browser dialogs: a good page causes none. */
  readonly complaints: readonly string[];
  /** After `close`: files and outputs in which a secret stands. */
  leaks(): readonly string[];
}
