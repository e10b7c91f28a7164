import { z } from 'zod';
import { readProperties } from './keyset-properties.ts';

/** Ids are numbers in the documents; a digit string is read too. */
const idSchema = z
  .union([z.number().int().min(0), z.string().regex(/^\d{1,16}$/)], {
    error: 'Invalid input: expected a number',
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
  {
    error: 'Invalid input: expected a count',
  },
);

/** A publish or subscribe key. A secret in its place would be stored as if it were public. */
const identifierSchema = z
  .string()
  .min(1)
  .max(500)
  .refine((value) => !value.startsWith('sec-'), 'Invalid input: expected an identifier');

const secretKeySchema = z.string().max(500).nullish();

/** The provider's own prefix and five characters; null where that would be most of the value. */
const stubOf = (secretValue: string): string | null =>
  secretValue.length >= 24 && secretValue.startsWith('sec-c-') ? secretValue.slice(0, 11) : null;

/** Kept of a secret in a list: that it exists, and its stub. */
const droppedSecretSchema = secretKeySchema.transform((secretValue) =>
  secretValue ? { stub: stubOf(secretValue) } : null,
);

const keptSecretSchema = secretKeySchema.transform((secretValue) =>
  secretValue ? { stub: stubOf(secretValue), secretValue } : null,
);

const isObject = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const keysetShape = {
  id: idSchema,
  app_id: idSchema,
  // Judged in the mapping: what is missing or new there unlocks nothing.
  type: z.unknown().optional(),
  status: z.unknown().optional(),
  created: z.unknown().optional(),
  // Values of properties nobody here knows may be secret: they end in this transform.
  properties: z
    .custom<Readonly<Record<string, unknown>>>(isObject, 'Invalid input: expected an object')
    .transform(readProperties),
};

const listedKeysetSchema = z.object({
  ...keysetShape,
  publish_key: identifierSchema,
  subscribe_key: identifierSchema,
  secret_key: droppedSecretSchema,
});
export type ListedKeyset = z.infer<typeof listedKeysetSchema>;

const readKeysetSchema = z.object({
  ...keysetShape,
  publish_key: identifierSchema,
  subscribe_key: identifierSchema,
  secret_key: keptSecretSchema,
});
export type ReadKeyset = z.infer<typeof readKeysetSchema>;

/** The documented answer to a create shows none of the three keys. */
const createdKeysetSchema = z.object({
  ...keysetShape,
  publish_key: identifierSchema.nullish(),
  subscribe_key: identifierSchema.nullish(),
  secret_key: keptSecretSchema,
});
export type CreatedKeyset = z.infer<typeof createdKeysetSchema>;

const appSchema = z.object({ id: idSchema, name: z.string() });
export type App = z.infer<typeof appSchema>;

/** The token travels as a header: visible ASCII only. */
const tokenSchema = z
  .string()
  .regex(/^[\x21-\x7e]{1,1024}$/, 'Invalid input: expected a token of visible characters');

export const signInAnswer = z.object({
  result: z.object({
    token: tokenSchema,
    expires: z.unknown().optional(),
    user: z.object({ account_id: idSchema, email: z.unknown().optional() }),
  }),
});
export type SignInAnswer = z.infer<typeof signInAnswer>;

export const appsAnswer = z.object({
  result: z.array(appSchema),
  total: countSchema.nullish(),
});
export const appAnswer = z.object({ result: appSchema });

export const keysAnswer = z.object({
  result: z.object({ keys: z.array(listedKeysetSchema), total_keys: countSchema }),
});
export type KeysAnswer = z.infer<typeof keysAnswer>;

export const keyAnswer = z.object({ result: readKeysetSchema });
export const createdKeyAnswer = z.object({ result: createdKeysetSchema });

/** Only part of the keyset comes back, or nothing: what counts is that it was accepted. */
export const editAnswer = z
  .union([z.null(), z.record(z.string(), z.unknown())])
  .transform(() => null);

export const vaultNamesAnswer = z.object({ values: z.array(z.string().max(10_000)) });
export const vaultWriteAnswer = z.object({ success: z.boolean() });
