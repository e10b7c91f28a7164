import { describe, expect, it } from 'vitest';
import { origin, TestAccount } from './test-account.ts';

describe('the console page', () => {
  it('shows every key, masked until it is opened, and which SDKs are ready', async () => {
    const account = new TestAccount();
    const response = await account.page();
    const html = await response.text();
    for (const { name, tokenSecret } of account.console.keys()) {
      expect(html).toContain(name);
      expect(html).toContain(`<summary>••••••••</summary><code>${tokenSecret}</code>`);
    }
    expect(html).toContain('go: ready');
    expect(html).toContain('C++: Coming soon');
    expect(html).not.toMatch(/<script|<a /);
  });

  it('runs nothing, is framed nowhere and is kept in no cache', async () => {
    const { headers } = await new TestAccount().page();
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    );
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('shows what people typed as text', async () => {
    const account = new TestAccount();
    account.console.create({ name: 'odd', description: '<b>"&' });
    expect(await (await account.page()).text()).toContain('&lt;b&gt;&quot;&amp;');
  });

  it('has no working Deactivate on the default key alone', async () => {
    const account = new TestAccount();
    const html = await (await account.page()).text();
    const { name } = account.defaultKey;
    expect(html).toContain(`value="${name}"><button disabled>Deactivate`);
    expect(html.match(/<button disabled>/g)).toHaveLength(1);
  });
});

describe('a form of the page', () => {
  it('creates a key that is active at once', async () => {
    const account = new TestAccount();
    const fields = { name: 'ios_prod', description: 'iOS' };
    const response = await account.form('/console/create', fields);
    expect([response.status, response.headers.get('location')]).toEqual([303, '/console']);
    expect(account.key('ios_prod')).toMatchObject({
      ...{ isActive: true, isDefault: false, description: 'iOS' },
      ...{ createdBy: 'robin@larkspur.example', createdAt: account.clock.now() },
    });
    expect(await account.code({ name: 'ios_prod' })).toBe(100);
  });

  it('deactivates a key', async () => {
    const account = new TestAccount();
    expect((await account.form('/console/deactivate', { name: 'server_prod' })).status).toBe(303);
    expect(account.key('server_prod').isActive).toBe(false);
  });

  it.each([{ origin: 'https://evil.example' }, { origin: 'null' }, {}])(
    'sent from %j is not taken',
    async (headers) => {
      const account = new TestAccount();
      const fields = { name: 'server_prod' };
      const response = await account.form('/console/deactivate', fields, headers);
      expect(response.status).toBe(403);
      expect(account.key('server_prod').isActive).toBe(true);
    },
  );

  it.each([
    ['JSON', '{"name":"x"}', 'application/json'],
    ['a repeated field', 'name=a&name=b', 'application/x-www-form-urlencoded'],
    ['a field that is not in the form', 'name=a&admin=1', 'application/x-www-form-urlencoded'],
  ])('with %s is a bad request', async (_, body, contentType) => {
    const account = new TestAccount();
    const headers = { origin, 'content-type': contentType };
    const response = await account.page('/console/create', { method: 'POST', body, headers });
    expect(response.status).toBe(400);
    expect(account.truth.mutations).toEqual([]);
  });

  it('says on the page why it was refused', async () => {
    const response = await new TestAccount().form('/console/create', { name: 'a-b' });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('Only letters, numbers, and underscores');
  });
});

describe('the rules of keys', () => {
  it.each(['', 'a-b', 'a.b', 'a b', 'é', 'a'.repeat(101), 'server_prod'])(
    'refuse the name "%s"',
    (name) => {
      const account = new TestAccount();
      expect(account.console.create({ name, description: '' })).not.toBeNull();
      expect(account.saves).toBe(0);
    },
  );

  it('never let the default key be deactivated', async () => {
    const account = new TestAccount();
    const { name } = account.defaultKey;
    expect(name).toMatch(/^4242_default_\d{6}$/);
    expect(account.console.deactivate(name)).toBe('The default key cannot be deactivated.');
    expect(await account.code({ name })).toBe(100);
  });

  it('make deactivation final, and that of nothing impossible', () => {
    const account = new TestAccount();
    expect(account.console.deactivate('server_prod')).toBeNull();
    expect(account.console.deactivate('server_prod')).not.toBeNull();
    expect(account.console.deactivate('nobody')).not.toBeNull();
    expect(account.truth.mutations).toHaveLength(1);
  });

  it('put the name of the key into its token', () => {
    const account = new TestAccount();
    account.console.create({ name: 'fresh', description: '' });
    const { tokenSecret, createdAt } = account.key('fresh');
    const [, payload = '', signature] = tokenSecret.split('.');
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString());
    expect(claims).toMatchObject({ tokenName: 'fresh', iat: Math.floor(createdAt / 1_000) });
    expect(signature).toMatch(/^RKCANARY[0-9a-f]{24}$/);
  });
});
