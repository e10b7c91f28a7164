import { z } from 'zod';
import type { ChannelRecord } from './account-record.ts';
import type { AdminContext } from './admin-context.ts';
import { defineTool, ToolRefusal, type Tool } from './tool.ts';
import { channelOnWire } from './wire.ts';

const slugSchema = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'is no slug');
const createSchema = z.strictObject({
  name: z.string().min(1).max(100),
  slug: slugSchema.optional(),
});
const getSchema = z
  .strictObject({ public_id: z.string().optional(), slug: z.string().optional() })
  .refine(
    (given) => (given.public_id === undefined) !== (given.slug === undefined),
    'exactly one of public_id and slug is required',
  );
const updateSchema = z
  .strictObject({
    public_id: z.string(),
    name: createSchema.shape.name.exactOptional(),
    slug: slugSchema.exactOptional(),
  })
  .refine(({ name, slug }) => name !== undefined || slug !== undefined, 'nothing to change');
const idSchema = z.strictObject({ public_id: z.string() });

const reading = { needs: 'read', managesKeys: false } as const;
const writing = { needs: 'write', managesKeys: false } as const;

/** The tools for channels, by which keys are scoped. No source states their arguments: unverified. */
export function channelTools({ store }: AdminContext): readonly Tool[] {
  const requireChannel = (channel: ChannelRecord | undefined): ChannelRecord => {
    if (channel === undefined) throw new ToolRefusal('Channel not found');
    return channel;
  };
  return [
    defineTool(
      { name: 'list_channels', description: 'List the channels.', ...reading },
      z.strictObject({}),
      () => ({ channels: store.channels().map(channelOnWire) }),
    ),
    defineTool(
      { name: 'get_channel', description: 'Read one channel.', ...reading },
      getSchema,
      ({ public_id: publicId, slug }) => {
        const found =
          publicId === undefined ? store.channelBySlug(slug ?? '') : store.channel(publicId);
        return { channel: channelOnWire(requireChannel(found)) };
      },
    ),
    defineTool(
      { name: 'create_channel', description: 'Create a channel.', ...writing },
      createSchema,
      ({ name, slug = slugOf(name) }) => {
        if (slug === '') throw new ToolRefusal('The name gives no slug');
        if (store.channelBySlug(slug) !== undefined) throw new ToolRefusal('The slug is taken');
        return { channel: channelOnWire(store.createChannel({ name, slug })) };
      },
    ),
    defineTool(
      {
        name: 'update_channel',
        description: 'Change the name or the slug of a channel. Keys stay scoped to it.',
        ...writing,
      },
      updateSchema,
      ({ public_id: publicId, ...change }) => {
        const channel = requireChannel(store.channel(publicId));
        const other = change.slug === undefined ? undefined : store.channelBySlug(change.slug);
        if (other !== undefined && other.publicId !== publicId) {
          throw new ToolRefusal('The slug is taken');
        }
        return { channel: channelOnWire(store.changeChannel(channel, change)) };
      },
    ),
    defineTool(
      { name: 'delete_channel', description: 'Delete a channel. Cannot be undone.', ...writing },
      idSchema,
      ({ public_id: publicId }) => {
        store.deleteChannel(requireChannel(store.channel(publicId)));
        return { message: 'Channel deleted', success: true, public_id: publicId };
      },
    ),
  ];
}

const slugOf = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
