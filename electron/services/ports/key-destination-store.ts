import type { Destination } from '../../../shared/rotations/destination.ts';
import type { KeyId } from '../../../shared/lib/ids.ts';

/** Where the secret of a key went the last time, paths included; it goes with the key. */
export interface KeyDestinationStore {
  of(keyId: KeyId): readonly Destination[];
  save(keyId: KeyId, destinations: readonly Destination[]): void;
}
