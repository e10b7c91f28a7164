import type { AppError } from '../errors/app-error.ts';
import type { DestinationId } from '../lib/ids.ts';
import type { AttestReason, RotatedKey } from './rotation.ts';

/** A new consent: its marker and the name that carries it come with the event, never from here. */
export interface Consent {
  readonly marker: string;
  readonly newName: string;
}

/** What a person did. Each is accepted only where `allowed-commands.ts` offers its command. */
export type PersonEvent =
  | { readonly type: 'start'; readonly at: number }
  | { readonly type: 'look-again'; readonly at: number }
  | ({ readonly type: 'create-again'; readonly at: number } & Consent)
  | { readonly type: 'revoke-orphan'; readonly at: number }
  /** Repeating a create is a new consent; every other step ignores the marker. */
  | ({ readonly type: 'retry'; readonly at: number } & Consent)
  | { readonly type: 'attest-new'; readonly at: number; readonly note: string }
  | {
      readonly type: 'confirm-destination';
      readonly at: number;
      readonly destinationId: DestinationId;
    }
  /** Typed and confirmed at the host. */
  | { readonly type: 'retire'; readonly at: number }
  | { readonly type: 'attest-dead'; readonly at: number; readonly note: string }
  | { readonly type: 'roll-back'; readonly at: number }
  | { readonly type: 'cancel'; readonly at: number };

/** What an effect found out, or that the app started again. */
export type EffectEvent =
  /** The app was started: whatever ran before is gone. */
  | { readonly type: 'resumed'; readonly at: number }
  /** The provider answered with the new key and its secret, which is in escrow with this save. */
  | { readonly type: 'minted'; readonly at: number; readonly newKey: RotatedKey }
  | { readonly type: 'minted-without-secret'; readonly at: number; readonly providerKeyId: string }
  | { readonly type: 'mint-answer-lost'; readonly at: number }
  /** Surely not sent, or answered with a plain no. */
  | { readonly type: 'nothing-created'; readonly at: number; readonly error: AppError }
  | { readonly type: 'found'; readonly at: number; readonly newKey: RotatedKey }
  | {
      readonly type: 'found-unreadable';
      readonly at: number;
      readonly providerKeyId: string;
      readonly name: string;
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
  | {
      readonly type: 'destination-written';
      readonly at: number;
      readonly destinationId: DestinationId;
    }
  | {
      readonly type: 'destination-failed';
      readonly at: number;
      readonly destinationId: DestinationId;
      readonly error: AppError;
    }
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
  /** A fresh, successful read showed the key to roll back as ended. */
  | { readonly type: 'rolled-back'; readonly at: number }
  /** Before anything was ended: the old key no longer works, so the new one must not go. */
  | { readonly type: 'old-key-lost'; readonly at: number; readonly error: AppError }
  | { readonly type: 'new-key-ended'; readonly at: number; readonly error: AppError }
  | { readonly type: 'new-key-strayed'; readonly at: number; readonly error: AppError }
  | { readonly type: 'failed'; readonly at: number; readonly error: AppError };

export type RotationEvent = PersonEvent | EffectEvent;

/** What runs after the row was saved. Every one may run twice without harm, but `create`. */
export type RotationEffect =
  /** One POST, for one consent. */
  | { readonly kind: 'create' }
  | { readonly kind: 'look'; readonly delayMs: number }
  | { readonly kind: 'keep' }
  | { readonly kind: 'prove-new' }
  | { readonly kind: 'write-file'; readonly destinationId: DestinationId }
  | { readonly kind: 'retire-old' }
  | { readonly kind: 'prove-dead'; readonly delayMs: number }
  | { readonly kind: 'end-target' };

const personEventTypes: ReadonlySet<string> = new Set<PersonEvent['type']>([
  'start',
  'look-again',
  'create-again',
  'revoke-orphan',
  'retry',
  'attest-new',
  'confirm-destination',
  'retire',
  'attest-dead',
  'roll-back',
  'cancel',
]);

/** Whether a person did it, rather than an effect. */
export function isPersonEvent(event: RotationEvent): event is PersonEvent {
  return personEventTypes.has(event.type);
}
