import type { Result } from '../../shared/errors/app-error.ts';
import type { KeyDetails } from '../../shared/keys/key.ts';
import type { PartId } from '../../shared/lib/ids.ts';
import type { KeyService } from './key-service.ts';
import type { RotationService } from './rotation-service.ts';
import type { SecretExpiryService } from './secret-expiry-service.ts';

interface Movers {
  readonly rotations: Pick<RotationService, 'list' | 'extend'>;
  readonly secretExpiry: Pick<SecretExpiryService, 'extend'>;
  readonly keys: Pick<KeyService, 'get'>;
}

/**
 * Moves the end of a secret. A rotation that counts down to it is told, so that it never shows another
 * time. Errors: as `SecretExpiryService.extend`.
 */
export async function moveSecretEnd(
  { rotations, secretExpiry, keys }: Movers,
  { partId, expiresAt }: { readonly partId: PartId; readonly expiresAt: number },
): Promise<Result<KeyDetails>> {
  const rotation = rotations
    .list()
    .find(
      ({ oldSecretPartId, allowed }) => oldSecretPartId === partId && allowed.includes('extend'),
    );
  if (rotation === undefined) return secretExpiry.extend(partId, expiresAt);
  const extended = await rotations.extend({ rotationId: rotation.id, until: expiresAt });
  return extended.ok ? keys.get(rotation.keyId) : extended;
}
