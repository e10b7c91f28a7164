import { z } from 'zod';
import type { ScopeChannel } from '../../../shared/scopes/channel-scope-schema.ts';
import type { KeyScope } from '../../../shared/scopes/key-scope.ts';

/** Field names beyond the documented arguments are not stated anywhere: several spellings are read. */
const isNoKey = (text: string): boolean => !/^ask_\S{12,}$/.test(text);
/** A secret in the place of an identifier would be stored and shown as if it were public. */
const identifier = z.string().min(1).refine(isNoKey, 'Invalid input: expected an identifier');
const idSchema = identifier.max(100);
const text = identifier.max(200);
const nameSchema = z.string();

const channelSchema = z
  .object({ public_id: text.nullish(), slug: text.nullish(), name: z.unknown().optional() })
  .refine(({ public_id: id, slug }) => Boolean(id ?? slug), 'Invalid input: expected a channel')
  .transform((channel): ScopeChannel => ({
    slug: (channel.slug ?? channel.public_id ?? '').toWellFormed(),
    publicId: channel.public_id ?? null,
  }));
const scopeChannelsSchema = z.union([
  channelSchema,
  text.transform((slug): ScopeChannel => ({ slug: slug.toWellFormed(), publicId: null })),
]);

const MAX_CHANNELS = 500;
const scopeFields = {
  scope_mode: z.unknown().optional(),
  channels: z.array(scopeChannelsSchema).max(MAX_CHANNELS).nullish(),
  channel_slugs: z.array(text).max(MAX_CHANNELS).nullish(),
};

/** A scope that is not wholly understood is unknown: it must not look narrower or wider than it is. */
function scopeOf(key: z.infer<z.ZodObject<typeof scopeFields>>): KeyScope {
  const { scope_mode: mode, channels, channel_slugs: slugs } = key;
  if (mode === 'all') return { kind: 'channels', mode, channels: [] };
  if (mode !== 'channels') return { kind: 'unknown' };
  const named =
    channels ?? slugs?.map((slug): ScopeChannel => ({ slug: slug.toWellFormed(), publicId: null }));
  return named === undefined ? { kind: 'unknown' } : { kind: 'channels', mode, channels: named };
}

/** `ask_` and six characters; never more, should a list show the whole key in this place. */
const stubOf = (prefix: unknown): string | null =>
  typeof prefix === 'string' && /^ask_[\w-]{4}/.test(prefix) ? prefix.slice(0, 10) : null;

const keyShape = {
  public_id: idSchema,
  name: nameSchema,
  prefix: z.unknown().optional(),
  created_at: z.unknown().optional(),
  status: z.unknown().optional(),
  ...scopeFields,
};

/** Whatever else a list holds ends here, a secret among it. */
const listedKeySchema = z.object(keyShape).transform((key) => ({
  publicId: key.public_id,
  name: key.name,
  stub: stubOf(key.prefix),
  createdAt: key.created_at,
  status: key.status,
  scope: scopeOf(key),
}));
export type ListedKey = z.infer<typeof listedKeySchema>;

export const keysAnswer = z.object({ api_keys: z.array(listedKeySchema) });

const isSecret = (text: string): boolean => /^ask_[\x21-\x7e]{12,400}$/.test(text);
const secretSchema = z.string().refine(isSecret).nullish().catch(null);

const createdKeySchema = z.object({
  ...keyShape,
  ...{ key: secretSchema, api_key: secretSchema, secret: secretSchema, token: secretSchema },
});

/**
 * The one answer with the secret; which field holds it is not stated. Where it is in none that is
 * expected, it is the one text like a secret in the whole result: of two nobody knows which is it.
 */
export const createdKeyAnswer = z
  .object({ api_key: createdKeySchema, shownSecrets: z.array(z.string()).catch([]) })
  .transform(({ api_key: created, shownSecrets }) => {
    const { key, api_key: apiKey, secret, token } = created;
    const secretValue = key ?? apiKey ?? secret ?? token ?? onlySecret(shownSecrets, created);
    return {
      api_key: {
        publicId: created.public_id,
        name: created.name,
        stub: stubOf(created.prefix) ?? stubOf(secretValue),
        createdAt: created.created_at,
        status: created.status,
        scope: scopeOf(created),
        secretValue,
      },
    };
  });
export type CreatedKey = z.infer<typeof createdKeyAnswer>['api_key'];

function onlySecret(
  shownSecrets: readonly string[],
  { name, prefix }: z.infer<typeof createdKeySchema>,
): string | null {
  // A person may have named the key like a secret, and the answer repeats names.
  const [secretValue, ...otherSecrets] = shownSecrets.filter(
    (secretText) => !name.includes(secretText),
  );
  if (secretValue === undefined || otherSecrets.length > 0 || !isSecret(secretValue)) return null;
  return secretValue.startsWith(stubOf(prefix) ?? '') ? secretValue : null;
}

export const doneAnswer = z.object({ success: z.boolean(), public_id: z.string().nullish() });

export const channelsAnswer = z.object({
  channels: z
    .array(
      z.object({
        public_id: text.nullish(),
        slug: text,
        name: z.string().max(1_000).nullish(),
      }),
    )
    .max(10_000),
});
export type ChannelsAnswer = z.infer<typeof channelsAnswer>;
