import { z } from 'zod';
import type { RevokedTarget } from '../../../shared/keys/token-revocation.ts';
import { instantSchema } from '../../../shared/lib/ids.ts';
import { capabilityMapSchema } from '../../../shared/scopes/capability-scope-schema.ts';

/** Ids become parts of addresses. They may begin with `-` or `_`, and case tells them apart. */
const idSchema = z.string().regex(/^[\w-]{1,40}$/, 'Invalid input: expected an id');
const accountIdSchema = z.string().regex(/^[\w-]{1,100}$/, 'Invalid input: expected an id');

/** The key in full travels as a header: visible ASCII only. Anything else counts as not shown. */
const fullKeySchema = z
  .unknown()
  .optional()
  .transform((value) =>
    typeof value === 'string' && /^[\x21-\x7e]{1,500}$/.test(value) ? value : null,
  );

const keyShape = {
  id: idSchema,
  appId: idSchema,
  // Judged in the mapping: what is missing or new there unlocks nothing.
  name: z.unknown().optional(),
  status: z.unknown().optional(),
  created: z.unknown().optional(),
  revocableTokens: z.unknown().optional(),
  capability: z
    .unknown()
    .optional()
    .transform((map) => capabilityMapSchema.safeParse(map).data ?? null),
};

/** Nothing of the full key leaves the parser. */
const listedKeySchema = z.object(keyShape);
export type ListedKey = z.infer<typeof listedKeySchema>;

const readKeySchema = z.object({ ...keyShape, key: fullKeySchema });
export type ReadKey = z.infer<typeof readKeySchema>;

export const keysAnswer = z.array(listedKeySchema);
/** There is no call for one key: the list is read with secrets, and all but one are dropped. */
export const keysWithSecretsAnswer = z.array(readKeySchema);
export const createdKeyAnswer = readKeySchema;

const appSchema = z.object({ id: idSchema, name: z.string() });
export type App = z.infer<typeof appSchema>;
export const appsAnswer = z.array(appSchema);
export const appAnswer = appSchema;

export const identityAnswer = z.object({
  token: z
    .object({ capabilities: z.unknown().optional(), expires_at: z.unknown().optional() })
    .nullish(),
  user: z.object({ email: z.unknown().optional() }).nullish(),
  account: z.object({ id: accountIdSchema, name: z.unknown().optional() }),
});
export type Identity = z.infer<typeof identityAnswer>;

export const queuesAnswer = z.array(z.object({ name: z.string().min(1).max(300) }));
export const namespacesAnswer = z.array(z.object({ id: z.string().min(1).max(300) }));

/** What comes back of a change is read again anyway; revoking answers nothing at all. */
export const acceptedAnswer = z
  .union([z.null(), z.record(z.string(), z.unknown())])
  .transform(() => null);

/** A token is proof enough; it is not kept. */
export const tokenAnswer = z.object({ token: z.string().min(1) }).transform(() => null);

/** A target has either an instant or an error; with neither, nobody knows what became of it. */
const revocationEntry = z.union([
  z
    .object({ target: z.string().max(1_000), error: z.object({ code: z.number().int() }) })
    .transform(({ target, error }): RevokedTarget => {
      return { target, appliesAt: null, code: String(error.code) };
    }),
  z
    .object({ target: z.string().max(1_000), appliesAt: instantSchema })
    .transform(({ target, appliesAt }): RevokedTarget => ({ target, appliesAt, code: null })),
]);

/** A list by the reference; from protocol version 3 on it comes with counts around it. */
export const revocationAnswer = z.union([
  z.array(revocationEntry).max(1_000),
  z.object({ results: z.array(revocationEntry).max(1_000) }).transform(({ results }) => results),
]);
export const partialRevocation = z
  .object({ batchResponse: z.array(revocationEntry).max(1_000) })
  .transform(({ batchResponse }) => batchResponse);
