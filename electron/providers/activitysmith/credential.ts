import { z } from 'zod';

const visible = z.string().regex(/^[\x21-\x7e]{1,8000}$/);

const credentialSchema = z.object({
  v: z.literal(1),
  access: visible,
  refresh: visible.nullable(),
  client: visible,
  /** When the access token ends, in milliseconds since 1970; null where nobody said. */
  until: z.number().nullable(),
  /** What was granted; consents given to earlier versions do not tell. */
  scopes: z.array(z.string().max(100)).max(20).nullable().default(null).catch(null),
});

/** What one consent gave; kept in the keychain as one text. */
export interface Grant {
  readonly accessSecret: string;
  readonly refreshSecret: string | null;
  readonly clientId: string;
  readonly endsAt: number | null;
  readonly scopes: readonly string[] | null;
}

export const credentialOf = (grant: Grant): string =>
  JSON.stringify({
    ...{ v: 1, access: grant.accessSecret, refresh: grant.refreshSecret, client: grant.clientId },
    ...{ until: grant.endsAt, scopes: grant.scopes === null ? null : [...grant.scopes] },
  } satisfies z.infer<typeof credentialSchema>);

/** Null when the text is none of ours. */
export function grantOf(credentialSecret: string): Grant | null {
  let json: unknown;
  try {
    json = JSON.parse(credentialSecret);
  } catch (cause) {
    // The error quotes the text, and the text is a secret.
    if (!(cause instanceof SyntaxError)) throw cause;
  }
  const parsed = credentialSchema.safeParse(json);
  if (!parsed.success) return null;
  const { access, refresh, client, until, scopes } = parsed.data;
  return { accessSecret: access, refreshSecret: refresh, clientId: client, endsAt: until, scopes };
}
