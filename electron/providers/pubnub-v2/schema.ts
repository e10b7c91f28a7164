import { z } from 'zod';
import { isConfig, readConfig } from './keyset-config.ts';

/** Ids are strings that hold a number; a plain number is read too. */
const idSchema = z
  .union([z.string().regex(/^\d{1,16}$/), z.number().int().min(0)], {
    error: 'Invalid input: expected a string of digits',
  })
  .transform(String);

const countSchema = z.union(
  [
    z.number().int().min(0),
    z
      .string()
      .regex(/^\d{1,9}$/)
      .transform(Number),
  ],
  { error: 'Invalid input: expected a count' },
);

/** A publish or subscribe key. A secret in its place would be stored as if it were public. */
const identifierSchema = z
  .string()
  .min(1)
  .max(500)
  .refine((value) => !value.startsWith('sec-'), 'Invalid input: expected an identifier');

/** `sec-c-` and five characters: how the API itself names one of several secret keys. */
export const stubPattern = /^sec-c-[a-zA-Z0-9]{5}/;
const WHOLE_SECRET_LENGTH = 24;

/**
 * A secret key as somebody may be shown it. The value is only kept where it is whole: lists may hold
 * masked values or mere prefixes, and those would be taken for the secret.
 */
export interface ShownSecret {
  readonly stub: string | null;
  readonly secretValue: string | null;
  readonly expiresAt: number | null;
}

const secretTextSchema = z.string().min(1).max(500);
const expirySchema = z.iso
  .datetime()
  .transform((text) => Date.parse(text))
  .pipe(z.number().int().min(0))
  .nullable();

function shownSecret(secretKey: string, expiresAt: number | null): ShownSecret {
  const isWhole =
    secretKey.length >= WHOLE_SECRET_LENGTH && /^[\x21-\x29\x2b-\x7e]+$/.test(secretKey);
  const stub = stubPattern.exec(secretKey)?.[0] ?? null;
  return { stub, secretValue: isWhole ? secretKey : null, expiresAt };
}

const secretKeySchema = z
  .object({ secretKey: secretTextSchema, expiresAt: expirySchema })
  .transform(({ secretKey, expiresAt }) => shownSecret(secretKey, expiresAt));

/** Taken for permanent until a look tells better: a missing or odd expiry must not cost the secret. */
const createdSecretKeySchema = z
  .object({ secretKey: secretTextSchema, expiresAt: expirySchema.nullish().catch(null) })
  .transform(({ secretKey, expiresAt }) => shownSecret(secretKey, expiresAt ?? null));

/** Values of sections nobody here knows may be secret: they end in this transform. */
const configSchema = z
  .custom<Readonly<Record<string, unknown>>>(isConfig, 'Invalid input: expected a configuration')
  .transform(readConfig);

const keysetShape = {
  id: idSchema,
  appId: idSchema,
  name: z.string(),
  // Judged in the mapping: what is missing or new there unlocks nothing.
  type: z.unknown().optional(),
  createdAt: z.unknown().optional(),
};

const keysetSchema = z.object({
  ...keysetShape,
  publishKey: identifierSchema,
  subscribeKey: identifierSchema,
});
export type Keyset = z.infer<typeof keysetSchema>;

/** Only what a creation must tell; the rest can be read by the id. */
const createdKeysetSchema = z.object({
  ...keysetShape,
  publishKey: identifierSchema.nullish(),
  subscribeKey: identifierSchema.nullish(),
  secretKeys: z.array(createdSecretKeySchema).nullish(),
});

const appSchema = z.object({ id: idSchema, name: z.string() });
export type App = z.infer<typeof appSchema>;

export const appsAnswer = z.object({ apps: z.array(appSchema), total: countSchema });
export const appAnswer = appSchema;

export const keysetsAnswer = z.object({ keysets: z.array(keysetSchema), total: countSchema });

export const keysetAnswer = keysetSchema;
export const configAnswer = configSchema;
export const secretKeysAnswer = z.object({ secretKeys: z.array(secretKeySchema) });

/** The new secret in full. Without its prefix nobody could find it in the list afterwards. */
export const rotatedAnswer = z
  .object({ secretKey: secretTextSchema })
  .transform(({ secretKey }, context) => {
    const { stub, secretValue } = shownSecret(secretKey, null);
    if (stub !== null && secretValue !== null) return { stub, secretValue };
    context.addIssue('Invalid input: expected a whole secret key');
    return z.NEVER;
  });

export const createdAnswer = z.object({
  keyset: createdKeysetSchema,
  // An odd one must not cost the secret, which may be shown only here.
  config: configSchema.nullish().catch(null),
});
export type CreatedAnswer = z.infer<typeof createdAnswer>;

/** The keyset or its configuration comes back, or nothing: what counts is that it was accepted. */
export const editAnswer = z
  .union([z.null(), z.record(z.string(), z.unknown())])
  .transform(() => null);

export const deleteAnswer = z.object({ success: z.boolean() });

/** The documented envelope of a refusal. */
export const refusalBody = z.object({
  statusCode: z.number().int(),
  error: z.string().max(100),
  message: z.union([z.string(), z.array(z.string())]).nullish(),
});
