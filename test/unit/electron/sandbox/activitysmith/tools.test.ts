import { describe, expect, it } from 'vitest';
import { at, origin, TestAccount } from './test-account.ts';

describe('the set of tools', () => {
  it.each([
    ['update', 'update_api_key', 'rename_api_key'],
    ['rename', 'rename_api_key', 'update_api_key'],
  ])('%s has %s and not %s', async (toolSet, present, absent) => {
    const account = new TestAccount();
    account.instance.tune({ toolSet });
    const mcp = await account.connect();
    const { json } = await mcp.request('tools/list');
    const names = (at(json, 'result.tools') as { name: string; inputSchema: object }[]).map(
      ({ name, inputSchema }) => {
        expect(inputSchema).toMatchObject({ type: 'object', additionalProperties: false });
        return name;
      },
    );
    expect(names).toContain(present);
    expect(names).not.toContain(absent);
    expect(names).toEqual(
      expect.arrayContaining([
        'create_api_key',
        'list_api_keys',
        'delete_api_key',
        'list_channels',
      ]),
    );
    const gone = await mcp.request('tools/call', { name: absent, arguments: {} });
    expect(at(gone.json, 'error.code')).toBe(-32602);
  });
});

describe('keys', () => {
  it('are listed newest first with their prefix and never with their secret', async () => {
    const account = new TestAccount();
    const mcp = await account.connect();
    const list = (await mcp.call('list_api_keys')) as { api_keys: Record<string, unknown>[] };
    expect(list.api_keys).toHaveLength(16);
    expect(JSON.stringify(list)).not.toContain('RKCANARY');
    expect(list.api_keys.map((key) => key['public_id'])).toEqual(
      account
        .truth()
        .keys.map((key) => key.publicId)
        .toReversed(),
    );
    const onCall = list.api_keys.find((key) => key['name'] === 'on-call alerts');
    expect(onCall).toEqual({
      public_id: account.key('on-call alerts').publicId,
      name: 'on-call alerts',
      prefix: expect.stringMatching(/^ask_[0-9a-f]{6}$/) as string,
      scope_mode: 'channels',
      channels: [
        { public_id: account.channelId('on-call'), slug: 'on-call', name: 'On call' },
        { public_id: account.channelId('ops'), slug: 'ops', name: 'Operations' },
      ],
      created_by_agent: false,
    });
  });

  it('show their secret once, when they are created', async () => {
    const account = new TestAccount();
    const mcp = await account.connect();
    const created = await mcp.call('create_api_key', {
      name: 'ci',
      scope_mode: 'channels',
      channel_slugs: ['ops'],
      channel_public_ids: [account.channelId('ops'), account.channelId('deploys')],
    });
    const { keySecret, publicId } = account.key('ci');
    expect(keySecret).toMatch(/^ask_[0-9a-f]{6}RKCANARY[0-9a-f]{32}$/);
    expect(created).toMatchObject({
      api_key: {
        ...{ public_id: publicId, key: keySecret, prefix: keySecret.slice(0, 10) },
        ...{ name: 'ci', scope_mode: 'channels', created_by_agent: true },
        channels: [{ slug: 'ops' }, { slug: 'deploys' }],
      },
      message: expect.any(String) as string,
    });
    expect(JSON.stringify(await mcp.call('list_api_keys'))).not.toContain(keySecret);
  });

  it('are for all recipients where no scope is given', async () => {
    const account = new TestAccount();
    await (await account.connect()).call('create_api_key', { name: 'x' });
    expect(account.key('x')).toMatchObject({ scopeMode: 'all', channelIds: [] });
  });

  it.each([
    ['no name', {}],
    ['an empty name', { name: ' ' }],
    ['a name of 101 characters', { name: '🗝'.repeat(101) }],
    ['an unknown argument', { name: 'x', expires_at: 1 }],
    ['another type', { name: 7 }],
    ['an unknown mode', { name: 'x', scope_mode: 'none' }],
    ['channels without their mode', { name: 'x', channel_slugs: ['ops'] }],
    ['no channel at all', { name: 'x', scope_mode: 'channels', channel_slugs: [] }],
    ['an unknown channel', { name: 'x', scope_mode: 'channels', channel_slugs: ['nowhere'] }],
  ])('are not created with %s', async (_name, input) => {
    const account = new TestAccount();
    const mcp = await account.connect();
    const { json, status } = await mcp.request('tools/call', {
      name: 'create_api_key',
      arguments: input,
    });
    expect([status, at(json, 'result.isError')]).toEqual([200, true]);
    expect(account.truth().mutations).toEqual([]);
  });

  it('take a name of 100 characters, counted as people count', async () => {
    const account = new TestAccount();
    const name = '🗝'.repeat(100);
    await (await account.connect()).call('create_api_key', { name });
    expect(account.key(name).name).toBe(name);
  });

  it('can be renamed and moved to other channels and back', async () => {
    const account = new TestAccount();
    const mcp = await account.connect();
    const { publicId } = account.key('grafana');
    const update = (change: object) =>
      mcp.call('update_api_key', { public_id: publicId, ...change });
    expect(await update({ name: 'grafana cloud' })).toMatchObject({ success: true });
    expect(account.key('grafana cloud').scopeMode).toBe('channels');
    await update({ scope_mode: 'all' });
    expect(account.key('grafana cloud')).toMatchObject({ scopeMode: 'all', channelIds: [] });
    await update({ scope_mode: 'channels', channel_public_ids: [account.channelId('deploys')] });
    expect(account.key('grafana cloud').channelIds).toEqual([account.channelId('deploys')]);
    await expect(update({})).rejects.toThrow('Nothing to change');
    await expect(mcp.call('update_api_key', { public_id: 'x', name: 'y' })).rejects.toThrow(
      'API key not found',
    );
  });

  it('can only be renamed where the set says so', async () => {
    const account = new TestAccount();
    account.instance.tune({ toolSet: 'rename' });
    const mcp = await account.connect();
    const input = { public_id: account.key('grafana').publicId, name: 'new' };
    await mcp.call('rename_api_key', input);
    expect(account.key('new').publicId).toBe(input.public_id);
    await expect(mcp.call('rename_api_key', { ...input, scope_mode: 'all' })).rejects.toThrow(
      'Invalid arguments',
    );
  });

  it('are gone for good when deleted', async () => {
    const account = new TestAccount();
    const mcp = await account.connect();
    const { publicId } = account.key('zapier');
    expect(await mcp.call('delete_api_key', { public_id: publicId })).toMatchObject({
      ...{ success: true, public_id: publicId },
    });
    expect(JSON.stringify(await mcp.call('list_api_keys'))).not.toContain(publicId);
    await expect(mcp.call('delete_api_key', { public_id: publicId })).rejects.toThrow('not found');
  });

  it('appear in the list, with what it is tuned to show', async () => {
    const account = new TestAccount();
    const mcp = await account.connect();
    account.instance.tune({ listLagMs: 5_000, showsCreatedAt: true, channelShape: 'slugs' });
    await mcp.call('create_api_key', {
      name: 'late',
      scope_mode: 'channels',
      channel_slugs: ['ops'],
    });
    const names = async (): Promise<string> => JSON.stringify(await mcp.call('list_api_keys'));
    expect(await names()).not.toContain('late');
    await account.clock.advance(5_000);
    expect(await names()).toContain('"channel_slugs":["ops"]');
    expect(await names()).toContain('"created_at":"2026-06-15T12:00:00.000Z"');
  });

  it.each([
    ['text', true, false],
    ['structured', false, true],
    ['both', true, true],
  ])('answer in the form %s', async (resultShape, hasText, hasStructure) => {
    const account = new TestAccount();
    account.instance.tune({ resultShape });
    const mcp = await account.connect();
    const { json } = await mcp.request('tools/call', { name: 'list_channels', arguments: {} });
    expect(at(json, 'result.content.0') !== undefined).toBe(hasText);
    expect(at(json, 'result.structuredContent') !== undefined).toBe(hasStructure);
  });
});

describe('channels', () => {
  it('can be listed, read, created and deleted; keys no longer name a deleted one', async () => {
    const account = new TestAccount();
    const mcp = await account.connect();
    await mcp.call('create_channel', { name: 'Night Shift' });
    const { channel } = (await mcp.call('get_channel', { slug: 'night-shift' })) as {
      channel: { public_id: string };
    };
    expect(channel).toMatchObject({ name: 'Night Shift', slug: 'night-shift' });
    expect(await mcp.call('get_channel', { public_id: channel.public_id })).toEqual({ channel });
    await expect(mcp.call('create_channel', { name: 'Night shift' })).rejects.toThrow('taken');
    await expect(mcp.call('get_channel', {})).rejects.toThrow('exactly one');
    await mcp.call('delete_channel', { public_id: account.channelId('deploys') });
    const { api_keys: keys } = (await mcp.call('list_api_keys')) as {
      api_keys: { name: string; channels: unknown[] }[];
    };
    expect(keys.find(({ name }) => name === 'ci deploys')?.channels).toEqual([]);
    await expect(mcp.call('get_channel', { slug: 'deploys' })).rejects.toThrow('not found');
  });

  it('keep their keys when their slug changes, also on the data plane', async () => {
    const account = new TestAccount();
    const mcp = await account.connect();
    const publicId = account.channelId('ops');
    const update = (change: object): Promise<unknown> =>
      mcp.call('update_channel', { public_id: publicId, ...change });
    expect(await update({ slug: 'operations' })).toEqual({
      channel: { public_id: publicId, slug: 'operations', name: 'Operations' },
    });
    expect(await update({ name: 'All of operations' })).toMatchObject({
      channel: { slug: 'operations', name: 'All of operations' },
    });
    const { api_keys: keys } = (await mcp.call('list_api_keys')) as {
      api_keys: { name: string; channels: { public_id: string; slug: string }[] }[];
    };
    expect(keys.find(({ name }) => name === 'on-call alerts')?.channels).toContainEqual({
      ...{ public_id: publicId, slug: 'operations', name: 'All of operations' },
    });
    await expect(mcp.call('get_channel', { slug: 'ops' })).rejects.toThrow('not found');
    const { keySecret } = account.key('on-call alerts');
    const sentTo = async (slug: string): Promise<number | undefined> =>
      (
        await account.instance.dataPlane?.(
          new Request(`${origin}/api/push-notification`, {
            method: 'POST',
            headers: { authorization: `Bearer ${keySecret}`, 'content-type': 'application/json' },
            body: JSON.stringify({ title: 'x', target: { channels: [slug] } }),
          }),
        )
      )?.status;
    expect([await sentTo('operations'), await sentTo('ops')]).toEqual([200, 403]);
  });

  it.each([
    ['nothing', {}, 'nothing to change'],
    ['a slug that another has', { slug: 'deploys' }, 'taken'],
    ['no slug', { slug: 'Not A Slug' }, 'is no slug'],
    ['a channel that is not there', { public_id: 'chan_x', slug: 'x' }, 'not found'],
  ])('are not changed to %s', async (_what, change, words) => {
    const account = new TestAccount();
    const mcp = await account.connect();
    const input = { public_id: account.channelId('ops'), ...change };
    await expect(mcp.call('update_channel', input)).rejects.toThrow(words);
    expect(account.truth().mutations).toEqual([]);
  });
});
