import type { AppError } from '../errors/app-error.ts';
import type { DestinationId } from '../lib/ids.ts';
import type { RotatedKey } from './rotation.ts';
import type { AttestReason, EndStatement } from './rotation-view.ts';

/** A new consent: its marker and the name that carries it come with the event, never from here. */
export interface Consent {
  readonly marker: string;
  readonly newName: string;
  /** In place: when the old secret is to end; null: at once. Null for new keys. */
  readonly expiresAt: number | null;
  /** In place: the secrets that are there before the call. */
  readonly listedStubs: readonly string[];
}

/** What a person did. Each is accepted only where `allowed-commands.ts` offers its command. */
export type PersonEvent =
  /** Uses the marker of the plan; the end of the old secret is counted from now. */
  | { readonly type: 'start'; readonly at: number; readonly expiresAt: number | null }
  | { readonly type: 'look-again'; readonly at: number }
  | ({ readonly type: 'create-again'; readonly at: number } & Consent)
  | { readonly type: 'revoke-orphan'; readonly at: number }
  /** Repeating a create is a new consent; every other step ignores the marker. */
  | ({ readonly type: 'retry'; readonly at: number } & Consent)
  /** A person made the new key; its secret is in escrow with this save. */
  | { readonly type: 'enter-new'; readonly at: number; readonly newKey: RotatedKey }
  | { readonly type: 'check-new'; readonly at: number }
  | { readonly type: 'attest-new'; readonly at: number; readonly note: string }
  | {
      readonly type: 'confirm-destination';
      readonly at: number;
      readonly destinationId: DestinationId;
    }
  | {
      readonly type: 'undo-destination';
      readonly at: number;
      readonly destinationId: DestinationId;
    }
  /** The provider has moved the end of the old secret. */
  | { readonly type: 'extend'; readonly at: number; readonly until: number }
  /** Typed and confirmed at the host. */
  | { readonly type: 'retire'; readonly at: number }
  | {
      readonly type: 'attest-ended';
      readonly at: number;
      readonly statements: readonly EndStatement[];
    }
  | { readonly type: 'check-dead'; readonly at: number }
  | { readonly type: 'attest-dead'; readonly at: number; readonly note: string }
  | { readonly type: 'roll-back'; readonly at: number }
  | { readonly type: 'attest-rolled-back'; readonly at: number }
  | { readonly type: 'cancel'; readonly at: number };

/** What the provider decided of the old secret. */
interface OldEnd {
  /** In place: when it ends, where that is not the time of the running consent. */
  readonly oldEndsAt?: number;
}

/** What an effect found out, or that the app started again. */
export type EffectEvent =
  /** The app was started: whatever ran before is gone. */
  | { readonly type: 'resumed'; readonly at: number }
  /** The provider answered with the new key and its secret, which is in escrow with this save. */
  | ({ readonly type: 'minted'; readonly at: number; readonly newKey: RotatedKey } & OldEnd)
  | { readonly type: 'minted-without-secret'; readonly at: number; readonly providerKeyId: string }
  | { readonly type: 'mint-answer-lost'; readonly at: number }
  /** Surely not sent, or answered with a plain no. */
  | { readonly type: 'nothing-created'; readonly at: number; readonly error: AppError }
  | ({ readonly type: 'found'; readonly at: number; readonly newKey: RotatedKey } & OldEnd)
  | {
      readonly type: 'found-unreadable';
      readonly at: number;
      readonly providerKeyId: string;
      readonly name: string;
      /** In place: the secret that nobody can read. */
      readonly stub: string | null;
      readonly error: AppError;
    }
  | { readonly type: 'looked-absent'; readonly at: number }
  /** The look itself failed: neither found nor absent. */
  | { readonly type: 'look-failed'; readonly at: number }
  /** The id that was answered is not ours: from now on only the marker counts. */
  | { readonly type: 'id-strayed'; readonly at: number }
  | { readonly type: 'cannot-tell'; readonly at: number; readonly error: AppError }
  /** Written to the keychain, read back, compared. */
  | { readonly type: 'kept'; readonly at: number }
  /** Same scope, and the new key answered. */
  | { readonly type: 'proved-new'; readonly at: number; readonly status: number }
  /** Same scope, and no check exists. */
  | { readonly type: 'new-not-testable'; readonly at: number; readonly reason: AttestReason }
  | {
      readonly type: 'scope-differs';
      readonly at: number;
      readonly differences: readonly string[];
      readonly error: AppError;
    }
  /** Saved before a program is run: a crash while it runs leaves its outcome unknown, not forgotten. */
  | {
      readonly type: 'command-announced';
      readonly at: number;
      readonly destinationId: DestinationId;
    }
  /** What became of a hand-over, one entry per destination that was tried. */
  | { readonly type: 'handed-over'; readonly at: number; readonly outcomes: readonly HandOver[] }
  /** Before the old key is ended: these no longer hold the new secret. */
  | {
      readonly type: 'handed-over-lost';
      readonly at: number;
      readonly outcomes: readonly HandOver[];
    }
  /** Before a person ends the old key: every file still holds the new secret. */
  | { readonly type: 'still-handed-over'; readonly at: number }
  /** What became of putting files back. */
  | { readonly type: 'put-back'; readonly at: number; readonly outcomes: readonly HandOver[] }
  /** A fresh look: the provider ends the old secret at another time than we thought. */
  | { readonly type: 'overlap-moved'; readonly at: number; readonly until: number }
  /** A fresh, successful read after its time showed the old secret as ended. */
  | { readonly type: 'ended-by-provider'; readonly at: number }
  /** A fresh, successful read showed the old key as ended. */
  | { readonly type: 'old-ended'; readonly at: number }
  /** The provider refused the old key in so many words, while the new one answered. */
  | { readonly type: 'old-refused'; readonly at: number; readonly status: number }
  | {
      readonly type: 'old-still-alive';
      readonly at: number;
      readonly propagationDelayMs: number;
      readonly error: AppError;
    }
  | { readonly type: 'dead-not-testable'; readonly at: number; readonly reason: AttestReason }
  /** Fresh, successful reads showed the key to roll back as ended, and whether the old one has as well. */
  | { readonly type: 'rolled-back'; readonly at: number; readonly isOldEnded: boolean }
  /** Before anything was ended: the old key no longer works, so the new one must not go. */
  | { readonly type: 'old-key-lost'; readonly at: number; readonly error: AppError }
  | { readonly type: 'new-key-ended'; readonly at: number; readonly error: AppError }
  | { readonly type: 'new-key-strayed'; readonly at: number; readonly error: AppError }
  | { readonly type: 'failed'; readonly at: number; readonly error: AppError };

export type RotationEvent = PersonEvent | EffectEvent;

/** One destination that was tried; null: it worked. */
export interface HandOver {
  readonly destinationId: DestinationId;
  readonly error: AppError | null;
}

/** What runs after the row was saved. Every one may run twice without harm, but `create` and `run-command`. */
export type RotationEffect =
  /** One POST, for one consent. */
  | { readonly kind: 'create' }
  | { readonly kind: 'look'; readonly delayMs: number }
  | { readonly kind: 'keep' }
  | { readonly kind: 'prove-new' }
  /** Files that are rewritten go together; everything else goes alone. */
  | { readonly kind: 'hand-over'; readonly destinationIds: readonly DestinationId[] }
  | { readonly kind: 'run-command'; readonly destinationId: DestinationId }
  | { readonly kind: 'put-back'; readonly destinationIds: readonly DestinationId[] }
  /** Waits for the provider's clock; what it waits for is looked at by the way. */
  | { readonly kind: 'await-end'; readonly until: number }
  | { readonly kind: 'retire-old' }
  | { readonly kind: 'read-back' }
  | { readonly kind: 'prove-dead'; readonly delayMs: number }
  | { readonly kind: 'end-target' };

const personEventTypes: ReadonlySet<string> = new Set<PersonEvent['type']>([
  'start',
  'look-again',
  'create-again',
  'revoke-orphan',
  'retry',
  'enter-new',
  'check-new',
  'attest-new',
  'confirm-destination',
  'undo-destination',
  'extend',
  'retire',
  'attest-ended',
  'check-dead',
  'attest-dead',
  'roll-back',
  'attest-rolled-back',
  'cancel',
]);

/** Whether a person did it, rather than an effect. */
export function isPersonEvent(event: RotationEvent): event is PersonEvent {
  return personEventTypes.has(event.type);
}
