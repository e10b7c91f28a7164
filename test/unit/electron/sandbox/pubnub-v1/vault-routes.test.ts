import { describe, expect, it } from 'vitest';
import { TestAccount, type Answer } from './test-account.ts';

const value = 'RKCANARY-vault-value-1';

function names(account: TestAccount, subscribeKey: string): Promise<Answer> {
  return account.call('GET', `/vault/${subscribeKey}/keys`);
}

function put(
  account: TestAccount,
  subscribeKey: string,
  keyName: string,
  body: object = {},
): Promise<Answer> {
  return account.call('PUT', `/vault/${subscribeKey}/key/${encodeURIComponent(keyName)}`, {
    body: { subscribeKey, keyName, value, ...body },
  });
}

describe('the vault', () => {
  it('lists names without a result wrapper and never a value', async () => {
    const account = new TestAccount();
    const { subscribeKey } = account.keyset('orders-prod');
    const answer = await names(account, subscribeKey);
    expect(answer.json).toEqual({ values: ['stripe_api_key', 'webhook_signing_secret'] });
  });

  it('is empty for most keysets', async () => {
    const account = new TestAccount();
    const answer = await names(account, account.keyset('chat-dev').subscribeKey);
    expect(answer.json).toEqual({ values: [] });
  });

  it.each(['plain_name', 'with space', 'with/slash', 'ünï', '100%', 'a?b#c', '__proto__'])(
    'creates, replaces and removes %j',
    async (name) => {
      const account = new TestAccount();
      const { subscribeKey } = account.keyset('chat-dev');

      expect((await put(account, subscribeKey, name)).json).toEqual({ success: true });
      await put(account, subscribeKey, name, { value: 'RKCANARY-vault-value-2' });
      expect((await names(account, subscribeKey)).json).toEqual({ values: [name] });
      expect(account.keyset('chat-dev').vaultSecrets).toEqual([
        { name, secretValue: 'RKCANARY-vault-value-2' },
      ]);

      const path = `/vault/${subscribeKey}/key/${encodeURIComponent(name)}`;
      expect((await account.call('DELETE', path)).json).toEqual({ success: true });
      expect((await names(account, subscribeKey)).json).toEqual({ values: [] });
      expect((await account.call('DELETE', path)).status).toBe(404);
    },
  );

  it.each([
    ['another subscribe key in the body', { subscribeKey: 'sub-c-other' }],
    ['another name in the body', { keyName: 'other' }],
    ['no value', { value: undefined }],
    ['an empty value', { value: '' }],
    ['a value that is no text', { value: 7 }],
    ['snake case', { key_name: 'a' }],
  ])('refuses %s', async (_what, body) => {
    const account = new TestAccount();
    const answer = await put(account, account.keyset('chat-dev').subscribeKey, 'a', body);
    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.json)).not.toContain('RKCANARY');
  });

  it('is addressed by subscribe key: an id or an unknown key is 404', async () => {
    const account = new TestAccount();
    const { id } = account.keyset('orders-prod');
    expect((await names(account, String(id))).status).toBe(404);
    expect((await put(account, 'sub-c-unknown', 'a')).status).toBe(404);
    expect((await account.call('DELETE', '/vault/sub-c-unknown/key/a')).status).toBe(404);
  });
});
