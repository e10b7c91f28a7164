import { describe, expect, it } from 'vitest';
import { at, TestAccount } from './test-account.ts';

async function notify(
  account: TestAccount,
  keySecret: string,
  body: unknown,
): Promise<{ status: number; json: unknown }> {
  const response = await account.instance.dataPlane!(
    new Request('https://data.activitysmith.sandbox.invalid/api/push-notification', {
      method: 'POST',
      headers: { authorization: `Bearer ${keySecret}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  );
  return { status: response.status, json: await response.json() };
}

const to = (...channels: string[]) => ({ title: 'Hello', target: { channels } });

describe('scope and target', () => {
  it('has four outcomes', async () => {
    const account = new TestAccount();
    const forAll = account.key('zapier').keySecret;
    const scoped = account.key('on-call alerts').keySecret;
    expect(await notify(account, forAll, { title: 'Hello' })).toEqual({
      status: 200,
      json: { success: true, devices_notified: 49 },
    });
    expect((await notify(account, forAll, to('billing'))).json).toMatchObject({
      devices_notified: 2,
      effective_channel_slugs: ['billing'],
    });
    expect((await notify(account, scoped, { title: 'Hello' })).json).toMatchObject({
      devices_notified: 12,
      effective_channel_slugs: ['on-call', 'ops'],
    });
    expect((await notify(account, scoped, to('ops'))).json).toMatchObject({ devices_notified: 9 });
    expect(await notify(account, scoped, to('ops', 'billing'))).toEqual({
      status: 403,
      json: { error: 'Invalid channel targeting', message: expect.any(String) as string },
    });
  });

  it('answers 404 with the channels where nobody listens', async () => {
    const account = new TestAccount();
    const { keySecret } = account.key('launch 2024 countdown');
    expect(await notify(account, keySecret, to('launch-2024'))).toMatchObject({
      status: 404,
      json: { effective_channel_slugs: ['launch-2024'] },
    });
    // Its only channel was deleted.
    const orphan = account.key('spring campaign').keySecret;
    expect((await notify(account, orphan, { title: 'Hello' })).status).toBe(404);
  });

  it('refuses malformed bodies, unknown keys and more than sixty requests a minute', async () => {
    const account = new TestAccount();
    const { keySecret } = account.key('zapier');
    expect((await notify(account, keySecret, {})).status).toBe(400);
    expect((await notify(account, keySecret, to())).status).toBe(400);
    expect((await notify(account, 'ask_unknown', to('ops'))).status).toBe(401);
    for (let sent = 2; sent < 60; sent += 1) await notify(account, keySecret, to('ops'));
    expect(await notify(account, keySecret, to('ops'))).toMatchObject({
      status: 429,
      json: { error: 'Rate limit exceeded' },
    });
    await account.clock.advance(60_000);
    expect((await notify(account, keySecret, to('ops'))).status).toBe(200);
  });

  it('refuses a deleted key, at once or as late as tuned', async () => {
    const account = new TestAccount();
    const mcp = await account.connect();
    const { keySecret, publicId } = account.key('zapier');
    account.instance.tune({ revocationLagMs: 5_000 });
    await mcp.call('delete_api_key', { public_id: publicId });
    expect((await notify(account, keySecret, to('ops'))).status).toBe(200);
    await account.clock.advance(5_000);
    const refused = await notify(account, keySecret, to('ops'));
    expect([refused.status, at(refused.json, 'error')]).toEqual([401, 'Unauthorized']);
  });
});
