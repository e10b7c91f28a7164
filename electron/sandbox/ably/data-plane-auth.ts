import { createHash, timingSafeEqual } from 'node:crypto';
import type { KeyRecord } from './account-record.ts';
import type { AdminContext } from './admin-context.ts';
import { VendorRefusal } from './vendor-refusal.ts';

/** The key of `Authorization: Basic`, proved and alive. */
export function requireBasicKey(header: string | undefined, context: AdminContext): KeyRecord {
  const [, encoded] = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(header ?? '') ?? [];
  if (encoded === undefined) throw new VendorRefusal(401, 40_101, 'Invalid credentials');
  const fullSecret = Buffer.from(encoded, 'base64').toString();
  // At the first colon and the first point, as the documents say.
  const colon = fullSecret.indexOf(':');
  const name = colon < 0 ? fullSecret : fullSecret.slice(0, colon);
  const key = requireNamedKey(name, context);
  if (!isSameSecret(colon < 0 ? '' : fullSecret.slice(colon + 1), key.keySecret)) {
    throw new VendorRefusal(401, 40_101, 'Invalid credentials');
  }
  return requireLive(key, context);
}

/** A key by its public name, whether or not it still works. */
export function requireNamedKey(name: string, { store, clock, tuning }: AdminContext): KeyRecord {
  const point = name.indexOf('.');
  if (point < 1) throw new VendorRefusal(401, 40_005, 'Invalid key in request');
  const appId = name.slice(0, point);
  if (store.app(appId) === undefined) {
    throw new VendorRefusal(401, 40_400, 'No application found with this id');
  }
  const key = store.key(appId, name.slice(point + 1));
  if (key === undefined || clock.now() < key.createdAt + tuning().activationLagMs) {
    throw new VendorRefusal(401, 40_130, 'No such key');
  }
  return key;
}

export function requireLive(key: KeyRecord, { store, clock, tuning }: AdminContext): KeyRecord {
  const isDead =
    key.status === 1 && clock.now() >= (key.revokedAt ?? key.createdAt) + tuning().revocationLagMs;
  if (isDead) throw new VendorRefusal(401, 40_131, 'Key revoked');
  if (store.app(key.appId)?.status === 'disabled') {
    throw new VendorRefusal(401, 40_120, 'Application disabled');
  }
  return key;
}

export function isSameSecret(givenSecret: string, knownSecret: string): boolean {
  const digest = (secretText: string): Buffer => createHash('sha256').update(secretText).digest();
  return timingSafeEqual(digest(givenSecret), digest(knownSecret));
}
