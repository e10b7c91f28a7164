import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MatrixAccount } from '../rotation/matrix-account.ts';
import { replacedProfiles, toolCall } from '../rotation/matrix-profiles.ts';
import { valueOf } from './services-world.ts';

const profile = replacedProfiles.find(({ providerId }) => providerId === 'activitysmith')!;
const KEY = 'on-call alerts';

let account: MatrixAccount;

interface Truth {
  readonly channels: readonly { readonly publicId: string; readonly slug: string }[];
  readonly keys: readonly { readonly name: string; readonly channelIds: readonly string[] }[];
}
const truth = (): Truth => account.provider.instance.summary() as unknown as Truth;
const idOf = (slug: string): string =>
  truth().channels.find((channel) => channel.slug === slug)!.publicId;

beforeEach(async () => {
  account = await MatrixAccount.connected(profile);
});

afterEach(() => account.close());

async function synced(): Promise<unknown[][]> {
  const { sync, connections } = account.world.services;
  const { id } = connections.list()[0]!;
  account.world.host.clock.advance(60_000);
  valueOf(sync.start(id));
  await account.drive(sync.settled(id));
  return sync.drift().map(({ keyName, kind, details }) => [keyName, kind, ...details]);
}

const channelsOf = (name: string): readonly { slug: string; publicId: string | null }[] => {
  const { scope } = account.world.details(name);
  return scope.kind === 'channels' ? scope.channels : [];
};

describe('a channel that somebody else gives another slug', () => {
  it('is the same channel: no key may do more or less, and the new slug is shown', async () => {
    const ops = idOf('ops');
    const before = channelsOf(KEY);
    expect(before).toContainEqual({ slug: 'ops', publicId: ops });
    await account.elsewhere(toolCall('update_channel', { public_id: ops, slug: 'operations' }));
    expect(await synced()).toEqual([]);
    expect(channelsOf(KEY)).toEqual(
      before.map(({ slug, publicId }) => ({
        slug: publicId === ops ? 'operations' : slug,
        publicId,
      })),
    );
  });

  it('is handed to a replacement by its id, also when it is renamed after the plan', async () => {
    const { rotations } = account.world.services;
    const { id: keyId } = account.world.rows().find(({ name }) => name === KEY)!;
    const { hash: planHash, marker } = valueOf(await account.drive(rotations.plan(keyId)));
    const ops = idOf('ops');
    account.hook('before', 'create', () =>
      account.elsewhere(toolCall('update_channel', { public_id: ops, slug: 'operations' })),
    );
    const destinations = [{ kind: 'copy' as const }];
    const started = rotations.start({ keyId, planHash, marker, destinations });
    const { id } = valueOf(await account.drive(started));
    // Made, kept and read back; a person attests that it works.
    expect(await account.settled(id)).toMatchObject({ step: 'verifying', attention: null });
    const channelIds = (name: RegExp): readonly string[] =>
      truth().keys.find((key) => name.test(key.name))!.channelIds;
    expect(channelIds(/^on-call alerts_rk/u)).toEqual(channelIds(/^on-call alerts$/u));
  });

  it('cannot be told from another channel where the provider lists slugs alone', async () => {
    account.tune({ channelShape: 'slugs' });
    await synced();
    const ops = idOf('ops');
    await account.elsewhere(toolCall('update_channel', { public_id: ops, slug: 'operations' }));
    const ofKey = (await synced()).filter(([name]) => name === KEY);
    expect(ofKey.map(([, kind, ...slugs]) => [kind, ...slugs]).toSorted()).toEqual([
      ['scope-narrowed', 'ops'],
      ['scope-widened', 'operations'],
    ]);
  });
});
