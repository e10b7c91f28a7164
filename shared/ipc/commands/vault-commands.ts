import { z } from 'zod';
import { instantSchema, keyIdSchema, vaultEntryIdSchema } from '../../lib/ids.ts';
import { vaultEntrySchema } from '../../vault/vault-entry.ts';
import { command, done, secretValueSchema, typedNameSchema } from './command.ts';

const vaultNameSchema = z.string().min(1).max(1_000);
const vaultIntentSchema = z.enum(['create', 'replace']);

/** Named secrets stored at a provider. */
export const vaultCommands = {
  /** Names at the provider, joined with what was written from here. `asOf` in each entry. */
  'vault.list': command(
    z.strictObject({ keyId: keyIdSchema, refresh: z.boolean() }),
    z.object({ entries: z.array(vaultEntrySchema), asOf: instantSchema.nullable() }),
  ),
  /** `create` refuses a name that exists, `replace` one that does not; names are read first. */
  'vault.put': command(
    z.strictObject({
      keyId: keyIdSchema,
      name: vaultNameSchema,
      secretValue: secretValueSchema,
      intent: vaultIntentSchema,
    }),
    vaultEntrySchema,
  ),
  'vault.delete': command(
    z.strictObject({ entryId: vaultEntryIdSchema, typedName: typedNameSchema }),
    done,
  ),
  'vault.reveal': command(
    z.strictObject({ entryId: vaultEntryIdSchema }),
    z.object({ secretValue: secretValueSchema, hideAfterMs: z.number().int().positive() }),
  ),
  'vault.copy': command(
    z.strictObject({ entryId: vaultEntryIdSchema }),
    z.object({ clearsAfterMs: z.number().int().positive().nullable() }),
  ),
  /** Writes a held value under the same name at another keyset. */
  'vault.copy-to-key': command(
    z.strictObject({ entryId: vaultEntryIdSchema, keyId: keyIdSchema, intent: vaultIntentSchema }),
    vaultEntrySchema,
  ),
} as const;
