import type { AppRecord, KeysetConfig, KeysetRecord, SecretKeyRecord } from './account-record.ts';
import { isOn } from './keyset-config.ts';
import { prefixLength } from './key-strings.ts';
import type { Tuning } from './tuning.ts';

type Wire = Readonly<Record<string, unknown>>;

const isoOf = (milliseconds: number): string => new Date(milliseconds).toISOString();

export const appOnWire = (app: AppRecord): Wire => ({
  id: app.id,
  name: app.name,
  createdAt: isoOf(app.createdAt),
  updatedAt: isoOf(app.updatedAt),
});

/** A keyset as lists and reads show it: never with a secret key. */
export const keysetOnWire = (keyset: KeysetRecord): Wire => ({
  id: keyset.id,
  name: keyset.name,
  type: keyset.type,
  appId: keyset.appId,
  publishKey: keyset.publishKey,
  subscribeKey: keyset.subscribeKey,
  createdAt: isoOf(keyset.createdAt),
  updatedAt: isoOf(keyset.updatedAt),
});

export function configOnWire(config: KeysetConfig, { nullsWhereDisabled }: Tuning): Wire {
  if (!nullsWhereDisabled) return config;
  return Object.fromEntries(
    Object.entries(config).map(([section, fields]) => {
      if (isOn(config, section) || !('enabled' in fields)) return [section, fields];
      const nulls = Object.fromEntries(Object.keys(fields).map((name) => [name, null]));
      return [section, { ...nulls, enabled: false }];
    }),
  );
}

/** A whole secret key, as the answers to a creation and a rotation carry it. */
export const secretKeyOnWire = ({ secretKey, expiresAt }: SecretKeyRecord): Wire => ({
  secretKey,
  expiresAt: expiresAt === null ? null : isoOf(expiresAt),
});

/** A secret key as the list shows it. */
export function listedSecretKeyOnWire(secret: SecretKeyRecord, { listShowsSecrets }: Tuning): Wire {
  const whole = secretKeyOnWire(secret);
  if (listShowsSecrets === 'full') return whole;
  const stub = secret.secretKey.slice(0, prefixLength);
  return { ...whole, secretKey: listShowsSecrets === 'stub' ? stub : `${stub}${'*'.repeat(12)}` };
}
