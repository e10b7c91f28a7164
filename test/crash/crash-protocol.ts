import type { CommandName } from '../../shared/ipc/contract.ts';
import type { KeychainRead, KeychainWrite } from '../../electron/services/ports/keychain.ts';

/** A wrong order of steps, built in on purpose: the oracle must report it. */
export type Sabotage =
  /** The old key is ended as soon as the new one exists. */
  | 'retire-before-store'
  /** The keychain is told of the new secret only after the old key was ended. */
  | 'store-after-retire';

/** What the child does to itself at a named instant. */
export type Deed =
  /** Nothing of it runs on. */
  | 'kill'
  /** It is asked to end, as systems and terminals ask, and ends in order. */
  | 'stop'
  /** It stands still until the parent wakes it. */
  | 'suspend';

/** How one child lives and dies. Comes over the channel, never in the arguments. */
export interface ChildSetup {
  readonly profileDir: string;
  readonly startMs: number;
  /** `point` is `name#n`: the n-th hit of this fail point. */
  readonly deed: { readonly what: Deed; readonly point: string } | null;
  /** Whether every fail point is reported as it is hit. */
  readonly isRecording: boolean;
  readonly sabotage: Sabotage | null;
  /** Requests that change keys at the provider: a pattern for method, path and tool. */
  readonly changes: string;
}

/** How far the clocks go on while a child stands still. */
export const SUSPENDED_MS = 60_000;
/** The descriptor on which a child tells, without delay, that it stands still and that it woke. */
export const SUSPENSION_FD = 4;

export type KeychainCall =
  | { readonly operation: 'probe' }
  | { readonly operation: 'read'; readonly name: string }
  | { readonly operation: 'write'; readonly name: string; readonly secretValue: string }
  | { readonly operation: 'remove'; readonly name: string };

/** What the child asks of the parent, which outlives it. */
export type ChildRequest =
  | { readonly what: 'keychain'; readonly call: KeychainCall }
  | { readonly what: 'advance'; readonly durationMs: number }
  /** A consent page: the answer is where the browser is sent back to. */
  | { readonly what: 'consent'; readonly url: string };

export type ParentAnswer = KeychainRead | KeychainWrite | string | null;

export type ChildCall =
  | { readonly method: 'start'; readonly setup: ChildSetup }
  | { readonly method: 'command'; readonly name: CommandName; readonly input: unknown }
  | { readonly method: 'sync-settled'; readonly connectionId: string }
  | { readonly method: 'settled'; readonly rotationId: string }
  | { readonly method: 'pick'; readonly path: string }
  /** The app ends in order and starts again, in the same process. */
  | { readonly method: 'restart' }
  | { readonly method: 'stop' };

export type ToChild =
  | { readonly kind: 'call'; readonly id: number; readonly call: ChildCall }
  | { readonly kind: 'answer'; readonly id: number; readonly value: ParentAnswer };

export type FromChild =
  | { readonly kind: 'loaded' }
  | { readonly kind: 'request'; readonly id: number; readonly request: ChildRequest }
  | { readonly kind: 'hit'; readonly point: string }
  | { readonly kind: 'result'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'threw'; readonly id: number; readonly message: string };
