import type { AppRecord, KeysetRecord } from './account-record.ts';

/** Times on the wire are whole seconds. */
export const toSeconds = (milliseconds: number): number => Math.floor(milliseconds / 1_000);

const toSecondsOrNull = (milliseconds: number | null): number | null =>
  milliseconds === null ? null : toSeconds(milliseconds);

export function appOnWire(app: AppRecord, accountId: number): Readonly<Record<string, unknown>> {
  return {
    created: toSeconds(app.createdAt),
    dates: { stats_channel: { created: toSeconds(app.createdAt), modified: null } },
    id: app.id,
    modified: toSecondsOrNull(app.modifiedAt),
    name: app.name,
    owner_id: accountId,
    properties: { stats_channel: app.statsChannel },
    status: 1,
  };
}

/** A keyset as lists and reads show it: always with its secret key. */
export function keysetOnWire(keyset: KeysetRecord): Readonly<Record<string, unknown>> {
  return {
    ...keysetWithoutSecrets(keyset),
    publish_key: keyset.publishKey,
    subscribe_key: keyset.subscribeKey,
    secret_key: keyset.secretKey,
    created: toSeconds(keyset.createdAt),
    modified: toSecondsOrNull(keyset.modifiedAt),
    expires: null,
    product_id: 1,
  };
}

/** A keyset as the documented sample of `POST /keys` shows it: without its three strings. */
export function keysetWithoutSecrets(keyset: KeysetRecord): Readonly<Record<string, unknown>> {
  return {
    id: keyset.id,
    app_id: keyset.appId,
    status: keyset.status,
    type: keyset.type,
    properties: keyset.properties,
  };
}
