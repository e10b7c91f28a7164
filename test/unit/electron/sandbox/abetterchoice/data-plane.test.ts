import { describe, expect, it } from 'vitest';
import { TestAccount } from './test-account.ts';

const paths = ['/abc/get_feature_flags', '/abc/get_experiments'];

describe('a signed call', () => {
  it.each(paths)('to %s with an active key is answered with 100', async (path) => {
    const { status, json } = await new TestAccount().call({ path });
    expect({ status, code: json.ret_code }).toEqual({ status: 200, code: 100 });
  });

  it('does not take the token itself in place of a signature', async () => {
    const account = new TestAccount();
    expect(await account.code({ headers: { 'x-es': account.truth.token } })).toBe(101);
  });

  it.each([
    ['an unknown name', { name: 'nobody', tokenSecret: 'x.y.z' }],
    ['the token of another key', { tokenSecret: 'x.y.z' }],
    ['a signature in upper case', { headers: { 'x-es': 'A'.repeat(32) } }],
    ['no signature', { headers: { 'x-es': '' } }],
    ['no name', { headers: { 'x-ak': '' } }],
    ['a timestamp that is not the signed one', { headers: { 'x-et': '1781524801' } }],
    ['a timestamp in milliseconds', { headers: { 'x-et': '1781524800000' } }],
    ['another project', { body: { project_id: '4243', unit_id: 'u' } }],
  ])('with %s is refused with 101 under status 200', async (_, changes) => {
    const { status, json } = await new TestAccount().call(changes);
    expect({ status, code: json.ret_code }).toEqual({ status: 200, code: 101 });
  });

  it.each([
    [-301, 101],
    [-300, 100],
    [300, 100],
    [301, 101],
  ])('from a clock that is %d s off is answered with %d', async (offset, code) => {
    const account = new TestAccount();
    const atSeconds = Math.floor(account.clock.now() / 1_000) + offset;
    expect(await account.code({ atSeconds })).toBe(code);
  });

  it.each([
    ['no project', { unit_id: 'u' }, 103],
    ['an empty project', { project_id: '', unit_id: 'u' }, 103],
    ['a list', [], 103],
    ['a project id that is a number', { project_id: 4242, unit_id: 'u' }, 104],
    ['no unit', { project_id: '4242' }, 104],
    ['a field that nobody knows', { project_id: '4242', unit_id: 'u', user: 'u' }, 104],
    [
      'a profile that is no list',
      { project_id: '4242', unit_id: 'u', profiles: { age: { user_attrs: '18' } } },
      104,
    ],
    ['text that is no JSON', '{"project_id":', 104],
  ])('with a body that has %s is answered with its code', async (_, body, code) => {
    expect(await new TestAccount().code({ body })).toBe(code);
  });

  it('may carry profiles and filters', async () => {
    const body = {
      ...{ project_id: '4242', unit_id: 'u', profiles: { age: { user_attrs: ['18'] } } },
      filter_options: { layer_keys: ['layer_on_landing_page'] },
    };
    expect(await new TestAccount().code({ path: '/abc/get_experiments', body })).toBe(100);
  });

  it('never repeats a secret in its answer', async () => {
    const { json } = await new TestAccount().call({ headers: { 'x-es': 'RKCANARY' } });
    expect(JSON.stringify(json)).not.toContain('RKCANARY');
  });
});

describe('a key that is deactivated in the console', () => {
  it('is refused at once', async () => {
    const account = new TestAccount();
    expect(await account.code()).toBe(100);
    expect(account.console.deactivate('server_prod')).toBeNull();
    expect(await account.code()).toBe(101);
  });

  it('still answers for as long as the tuning says', async () => {
    const account = new TestAccount();
    account.instance.tune({ deactivationLagMs: 15_000 });
    account.console.deactivate('server_prod');
    expect(await account.code()).toBe(100);
    await account.clock.advance(15_000);
    expect(await account.code()).toBe(101);
  });
});

describe('tuning', () => {
  it.each([0, 102, 104, 105])('answers every call with %d', async (answersCode) => {
    const account = new TestAccount();
    expect(account.instance.tune({ answersCode })).toEqual([]);
    expect(await account.code()).toBe(answersCode);
  });

  it('lets a token end at its own time only where asked to', async () => {
    const account = new TestAccount();
    expect(await account.code({ name: 'tmp_robin' })).toBe(100);
    account.instance.tune({ enforcesExpiry: true });
    expect(await account.code({ name: 'tmp_robin' })).toBe(101);
    expect(await account.code()).toBe(100);
  });

  it('keeps a new key unknown for a while', async () => {
    const account = new TestAccount();
    account.instance.tune({ activationLagMs: 1_000 });
    account.console.create({ name: 'fresh', description: '' });
    expect(await account.code({ name: 'fresh' })).toBe(101);
    await account.clock.advance(1_000);
    expect(await account.code({ name: 'fresh' })).toBe(100);
  });
});
