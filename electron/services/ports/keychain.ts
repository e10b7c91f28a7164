import type { KeychainReason } from '../../../shared/errors/app-error.ts';

/**
 * The operating system's keychain. Six outcomes that are never mixed up: stored, absent, locked,
 * unavailable, denied, timed out (and too large on writing). None of them throws.
 */
export type KeychainRead =
  | { readonly kind: 'stored'; readonly secretValue: string }
  | { readonly kind: 'absent' }
  | { readonly kind: 'failed'; readonly reason: KeychainReason };

export type KeychainWrite =
  { readonly kind: 'done' } | { readonly kind: 'failed'; readonly reason: KeychainReason };

/** How long a person or a background task waits for the keychain. */
export type KeychainPatience = 'background' | 'interactive';

export interface Keychain {
  /**
   * Writes, reads back and deletes a probe item. Only after `done` may `absent` be believed:
   * an uninitialised keyring answers "no such item" while refusing to store anything.
   * Interactive when a person may have to type the keychain's password; `background` if not given.
   */
  probe(patience?: KeychainPatience): Promise<KeychainWrite>;
  read(name: string, patience: KeychainPatience): Promise<KeychainRead>;
  /** Sets, reads back and compares in constant time; a killed write is read back first. */
  write(name: string, secretValue: string, patience: KeychainPatience): Promise<KeychainWrite>;
  /** Deleting what is absent is `done`. */
  remove(name: string, patience: KeychainPatience): Promise<KeychainWrite>;
  /** Ends the helper process. */
  close(): Promise<void>;
}

/** Longest value of one item on every platform, in UTF-16 units (Windows: 2,560 bytes). */
export const KEYCHAIN_MAX_UNITS = 1_200;
