import type { RotationReceipt } from './rotation-receipt.ts';
import { isInPlace } from './rotation-strategy.ts';

type Told = Pick<RotationReceipt, 'conduct' | 'newKey' | 'strategy'>;

/** How what the two keys may do was compared; null where there is nothing to say. */
export function scopeComparedWords({ conduct, newKey, strategy }: Told): string | null {
  if (conduct === undefined || newKey === null) return null;
  if (isInPlace(strategy)) return 'unchanged: the key is the same';
  if (strategy === 'guided') return 'not compared: the new key was made in the console';
  switch (conduct.scopeCompared) {
    case 'equal':
      return 'compared at the provider: the same as before';
    case 'differs':
      return 'compared at the provider: it differs';
    case 'not-yet':
      return 'not compared';
  }
}

/** Null where one consent was enough. */
export function createConsentsWords({ conduct }: Pick<Told, 'conduct'>): string | null {
  const count = conduct?.createConsents ?? 0;
  return count > 1 ? `${String(count)} create calls, each with a consent of its own` : null;
}
