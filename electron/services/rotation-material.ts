import { createHash, timingSafeEqual } from 'node:crypto';
import { ok, type Result } from '../../shared/errors/app-error.ts';
import type { Part } from '../../shared/keys/key.ts';
import type { KeyIdentity, Rotation } from '../../shared/rotations/rotation.ts';
import type { KeyScope } from '../../shared/scopes/key-scope.ts';
import type { CustodyService } from './custody-service.ts';
import type {
  KeyMaterial,
  ProviderKey,
  ProviderKeyWithSecrets,
  ProviderSecret,
} from './ports/provider-values.ts';
import type { KeyRecord } from './ports/stores.ts';

/** The key as a rotation remembers it. */
export function identityOf(record: KeyRecord, shown: ProviderKey): KeyIdentity {
  const secretPart = secretPartOf(record.parts);
  return {
    keyId: record.id,
    providerKeyId: shown.providerKeyId,
    name: shown.name,
    stub: secretPart?.stub ?? null,
    secretRole: secretPart?.role ?? 'secret',
    identifiers: shown.parts.flatMap(({ role, nature, value }) =>
      nature === 'identifier' && value !== null ? [{ role, value }] : [],
    ),
  };
}

/** The part that holds the current secret. */
export function secretPartOf(parts: readonly Part[]): Part | null {
  return (
    parts.find(({ nature, state }) => nature === 'secret' && state === 'current') ??
    parts.find(({ nature }) => nature === 'secret') ??
    null
  );
}

/**
 * The secret as the provider sent it; an empty one counts as not sent. Where a key has several, the
 * stub says which is meant.
 */
export function sentSecretOf(
  secrets: readonly ProviderSecret[],
  meantStub: string | null = null,
): ProviderSecret | null {
  return (
    secrets.find(
      ({ secretValue, stub = null }) =>
        secretValue !== '' && (stub === null || meantStub === null || stub === meantStub),
    ) ?? null
  );
}

/**
 * The old key's secret: as the provider just showed it, else from the keychain; null where neither
 * has it. Errors: a keychain that cannot be asked.
 */
export async function oldSecretOf(
  custody: Pick<CustodyService, 'readSecret'>,
  { secretPartId, stub }: Pick<Rotation['oldKey'], 'secretPartId' | 'stub'>,
  shown: Pick<ProviderKeyWithSecrets, 'secrets'>,
): Promise<Result<string | null>> {
  const sent = sentSecretOf(shown.secrets, stub);
  if (sent !== null) return ok(sent.secretValue);
  if (secretPartId === null) return ok(null);
  const kept = await custody.readSecret(secretPartId);
  return !kept.ok && kept.error.kind === 'secret-unreadable' ? ok(null) : kept;
}

/**
 * Whether what the provider shows now is the key we mean. Its public identifiers decide, because a
 * name can be changed by anybody.
 */
export function isSameKey(
  expected: KeyIdentity,
  providerContainerId: string,
  shown: ProviderKey,
): boolean {
  return (
    shown.providerKeyId === expected.providerKeyId &&
    shown.providerContainerId === providerContainerId &&
    expected.identifiers.every((identifier) =>
      shown.parts.some(({ role, value }) => role === identifier.role && value === identifier.value),
    )
  );
}

/** What a key is tried with. */
export function materialOf(
  key: KeyIdentity & { readonly providerContainerId: string },
  scope: KeyScope,
  secretValue: string,
): KeyMaterial {
  return {
    name: key.name,
    providerContainerId: key.providerContainerId,
    parts: [
      ...key.identifiers.map(({ role, value }) => ({ role, secretValue: value })),
      { role: key.secretRole ?? 'secret', secretValue },
    ],
    scope,
  };
}

/** Compares two secrets without telling by the time it takes how much of them is equal. */
export function isSameSecret(oneSecret: string, otherSecret: string): boolean {
  const digest = (secretValue: string): Buffer => createHash('sha256').update(secretValue).digest();
  return timingSafeEqual(digest(oneSecret), digest(otherSecret));
}
