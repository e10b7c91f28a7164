import { z } from 'zod';

const ulidSchema = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/, 'must be an id of 26 characters');

/** The record of one credential in our database. */
export const keyIdSchema = ulidSchema.brand<'KeyId'>();
export type KeyId = z.infer<typeof keyIdSchema>;

/** One value of a key: a publish key, a secret key, a token. Keychain items are named by it. */
export const partIdSchema = ulidSchema.brand<'PartId'>();
export type PartId = z.infer<typeof partIdSchema>;

/** One signed-in account at a provider. */
export const connectionIdSchema = ulidSchema.brand<'ConnectionId'>();
export type ConnectionId = z.infer<typeof connectionIdSchema>;

/** One session token or access token in the keychain; a refreshed one gets a new id. */
export const credentialIdSchema = ulidSchema.brand<'CredentialId'>();
export type CredentialId = z.infer<typeof credentialIdSchema>;

/** What the provider groups keys by: an app, a project, the account. */
export const containerIdSchema = ulidSchema.brand<'ContainerId'>();
export type ContainerId = z.infer<typeof containerIdSchema>;

/** One saved, resumable replacement of a key. */
export const rotationIdSchema = ulidSchema.brand<'RotationId'>();
export type RotationId = z.infer<typeof rotationIdSchema>;

/** One named secret stored at a provider. */
export const vaultEntryIdSchema = ulidSchema.brand<'VaultEntryId'>();
export type VaultEntryId = z.infer<typeof vaultEntryIdSchema>;

/** One place a new secret is handed to during a rotation. */
export const destinationIdSchema = ulidSchema.brand<'DestinationId'>();
export type DestinationId = z.infer<typeof destinationIdSchema>;

/** A file the person picked; the path itself stays in the main process. */
export const pickedFileIdSchema = ulidSchema.brand<'PickedFileId'>();
export type PickedFileId = z.infer<typeof pickedFileIdSchema>;

/** An instant: milliseconds since 1970-01-01 UTC. */
export const instantSchema = z.number().int().min(0).max(8_640_000_000_000_000);
