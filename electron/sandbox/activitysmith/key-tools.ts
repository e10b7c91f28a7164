import { z } from 'zod';
import type { KeyRecord } from './account-record.ts';
import type { AdminContext } from './admin-context.ts';
import { defineTool, ToolRefusal, type Tool } from './tool.ts';
import { keyOnWire, newKeyOnWire } from './wire.ts';

const maxNameLength = 100;
const nameSchema = z
  .string()
  .refine((name) => name.trim() !== '', 'must not be empty')
  .refine(
    (name) => [...name].length <= maxNameLength,
    `must have at most ${maxNameLength} characters`,
  );
const scopeShape = {
  scope_mode: z.literal(['all', 'channels']).optional(),
  channel_slugs: z.array(z.string()).max(500).optional(),
  channel_public_ids: z.array(z.string()).max(500).optional(),
};
const createSchema = z.strictObject({ name: nameSchema, ...scopeShape });
const updateSchema = z.strictObject({
  public_id: z.string(),
  name: nameSchema.optional(),
  ...scopeShape,
});
const renameSchema = z.strictObject({ public_id: z.string(), name: nameSchema });
const idSchema = z.strictObject({ public_id: z.string() });
const nothingSchema = z.strictObject({});

type GivenScope = z.infer<z.ZodObject<typeof scopeShape>>;
type Scope = Pick<KeyRecord, 'scopeMode' | 'channelIds'>;

const reading = { needs: 'read', managesKeys: true } as const;
const writing = { needs: 'write', managesKeys: true } as const;

/** The tools for keys; which of the two editing tools exists depends on the tuning. */
export function keyTools(context: AdminContext): readonly Tool[] {
  const { store, tuning } = context;
  return [
    defineTool(
      {
        name: 'create_api_key',
        description: 'Create an API key. Its value is shown once.',
        ...writing,
      },
      createSchema,
      ({ name, ...given }) => {
        const scope = scopeOf(given, context) ?? { scopeMode: 'all', channelIds: [] };
        const key = store.createKey({ name, ...scope });
        return {
          api_key: newKeyOnWire(key, store, tuning()),
          message: 'API key created. Store it now: it cannot be shown again.',
        };
      },
    ),
    defineTool(
      { name: 'list_api_keys', description: 'List the API keys, newest first.', ...reading },
      nothingSchema,
      () => ({
        api_keys: store.keys(tuning().listLagMs).map((key) => keyOnWire(key, store, tuning())),
      }),
    ),
    tuning().toolSet === 'update' ? updateTool(context) : renameTool(context),
    defineTool(
      { name: 'delete_api_key', description: 'Delete an API key. Cannot be undone.', ...writing },
      idSchema,
      ({ public_id: publicId }) => {
        store.deleteKey(requireKey(publicId, context));
        return done('API key deleted', publicId);
      },
    ),
  ];
}

function updateTool(context: AdminContext): Tool {
  return defineTool(
    {
      name: 'update_api_key',
      description: 'Change the name or the channels of a key.',
      ...writing,
    },
    updateSchema,
    ({ public_id: publicId, name, ...given }) => {
      const key = requireKey(publicId, context);
      const scope = scopeOf(given, context);
      if (name === undefined && scope === null) throw new ToolRefusal('Nothing to change');
      context.store.changeKey(key, { ...(name !== undefined && { name }), ...scope });
      return done('API key updated', publicId);
    },
  );
}

function renameTool(context: AdminContext): Tool {
  return defineTool(
    { name: 'rename_api_key', description: 'Rename an API key.', ...writing },
    renameSchema,
    ({ public_id: publicId, name }) => {
      context.store.changeKey(requireKey(publicId, context), { name });
      return done('API key renamed', publicId);
    },
  );
}

const done = (message: string, publicId: string) => ({
  message,
  success: true,
  public_id: publicId,
});

function requireKey(publicId: string, { store }: AdminContext): KeyRecord {
  const key = store.key(publicId);
  if (key === undefined) throw new ToolRefusal('API key not found');
  return key;
}

/** Null where no scope is given. Naming channels without `scope_mode: "channels"` is a mistake. */
function scopeOf(given: GivenScope, { store }: AdminContext): Scope | null {
  const { scope_mode: mode, channel_slugs: slugs, channel_public_ids: publicIds } = given;
  const namesChannels = slugs !== undefined || publicIds !== undefined;
  if (mode === undefined && !namesChannels) return null;
  if (mode !== 'channels') {
    if (namesChannels) throw new ToolRefusal('Channels need scope_mode "channels"');
    return { scopeMode: 'all', channelIds: [] };
  }
  const found = [
    ...(slugs ?? []).map((slug) => store.channelBySlug(slug)),
    ...(publicIds ?? []).map((publicId) => store.channel(publicId)),
  ];
  if (found.length === 0) throw new ToolRefusal('scope_mode "channels" needs at least one channel');
  const channelIds = found.map((channel) => {
    if (channel === undefined) throw new ToolRefusal('Channel not found');
    return channel.publicId;
  });
  return { scopeMode: 'channels', channelIds: [...new Set(channelIds)] };
}
