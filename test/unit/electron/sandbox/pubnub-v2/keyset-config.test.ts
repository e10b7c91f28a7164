import { describe, expect, it } from 'vitest';
import { at, isRefusal, TestAccount, type Answer } from './test-account.ts';

type Section = Readonly<Record<string, unknown>>;
type Config = Readonly<Record<string, Section>>;

const change = (account: TestAccount, name: string, body: unknown): Promise<Answer> =>
  account.call('PATCH', `/keysets/${account.keyset(name).id}/config`, { body });

const create = (account: TestAccount, config: Config): Promise<Answer> =>
  account.call('POST', '/keysets', {
    body: { keyset: { name: 'made', type: 'testing', appId: account.app('Orders') }, config },
  });

const days = [0, 1, 7, 30, 90, 180, 365];
const switches: Readonly<Record<string, readonly string[]>> = {
  accessManager: ['enabled', 'tokenRevoke'],
  files: ['enabled'],
  streamController: ['enabled', 'wildcardSubscribe'],
  appContext: [
    ...['enabled', 'userMetadataEvents', 'channelMetadataEvents', 'membershipEvents'],
    ...['disallowGetAllChannelMetadata', 'disallowGetAllUserMetadata', 'referentialIntegrity'],
  ],
  apns: ['enabled'],
  messagePersistence: ['enabled', 'includePresenceEvents', 'deleteFromHistory'],
  presence: ['enabled', 'deltas', 'generateLeaveOnDisconnect', 'streamFiltering'],
};
const good: readonly (readonly [string, string, readonly unknown[]])[] = [
  ['files', 'retention', days],
  ['files', 'region', ['us-east-1', 'us-west-1', 'eu-central-1', 'ap-south-1', 'ap-northeast-1']],
  ['streamController', 'channelGroupLimit', [1, 2_000]],
  ['appContext', 'region', ['aws-iad-1', 'aws-pdx-1', 'aws-fra-1', 'aws-bom-1', 'aws-hnd-1']],
  ['apns', 'teamId', ['', 'TEAM']],
  ['apns', 'authKeyId', ['KEY']],
  ['messagePersistence', 'retention', days],
  ['presence', 'activeNoticeChannel', ['', 'n'.repeat(92)]],
  ['presence', 'announceMax', [0, 100]],
  ['presence', 'interval', [10, 100_000]],
  ['presence', 'debounce', [0, 60]],
];
const bad: readonly (readonly [string, string, readonly unknown[]])[] = [
  ['files', 'retention', [2, -1, '7', null, 7.5]],
  ['files', 'region', ['aws-iad-1', 'eu-west-1', '', null]],
  ['streamController', 'channelGroupLimit', [0, 2_001, 1.5, '100', null]],
  ['appContext', 'region', ['us-east-1', 'AWS-IAD-1', null]],
  ['apns', 'teamId', [7, null]],
  ['apns', 'filename', ['AuthKey.p8']],
  ['fcm', 'filename', ['firebase.json']],
  ['messagePersistence', 'retention', [2, 366, null]],
  ['presence', 'activeNoticeChannel', ['n'.repeat(93), null, 7]],
  ['presence', 'announceMax', [-1, 101, '20', null]],
  ['presence', 'interval', [9, 10.5, null]],
  ['presence', 'debounce', [-1, 0.5, null]],
  ['dataSync', 'enabled', [true]],
  ['presence', 'colour', ['red']],
];

describe('the fields of the configuration', () => {
  it.each(Object.entries(switches))(
    '%s: its switches are true or false',
    async (section, names) => {
      for (const name of names) {
        // Regions and retentions that turning on asks for.
        const account = new TestAccount();
        for (const value of [true, false]) {
          const answer = await change(account, 'chat-prod', { [section]: { [name]: value } });
          expect(answer.status, name).toBe(200);
          expect(at(answer.json, `${section}.${name}`)).toBe(value);
        }
        for (const value of [1, 0, 'true', ...(name === 'tokenRevoke' ? [] : [null])]) {
          const answer = await change(account, 'chat-prod', { [section]: { [name]: value } });
          expect(isRefusal(answer, 400), `${name} ${value}`).toBe(true);
        }
      }
    },
  );

  it.each(good)('%s.%s takes %j', async (section, name, values) => {
    for (const value of values) {
      const answer = await create(new TestAccount(), { [section]: { [name]: value } });
      expect(answer.status).toBe(201);
      expect(at(answer.json, `config.${section}.${name}`)).toBe(value);
    }
  });

  it.each(bad)('%s.%s refuses %j', async (section, name, values) => {
    const account = new TestAccount();
    for (const value of values) {
      const answer = await create(account, { [section]: { [name]: value } });
      expect(isRefusal(answer, 400), String(value)).toBe(true);
      const patched = await change(account, 'orders-dev', { [section]: { [name]: value } });
      expect(isRefusal(patched, 400), String(value)).toBe(true);
    }
    expect(account.saves).toBe(0);
  });

  it('are the documented ones, and all of them are in the answer', async () => {
    const account = new TestAccount();
    const { json } = await create(account, {});
    const covered = [
      ...Object.entries(switches).flatMap(([section, names]) =>
        names.map((n) => `${section}.${n}`),
      ),
      ...good.map(([section, name]) => `${section}.${name}`),
      ...['apns.filename', 'fcm.filename'],
    ];
    const answered = Object.entries(at(json, 'config') as Config).flatMap(([section, fields]) =>
      Object.keys(fields).map((name) => `${section}.${name}`),
    );
    expect(answered.sort()).toEqual(covered.sort());
  });
});

describe('rules over several fields', () => {
  it.each<readonly [string, Section, string]>([
    ['files', { enabled: true, retention: 7 }, 'files.region'],
    ['files', { enabled: true, region: 'us-east-1' }, 'files.retention'],
    ['appContext', { enabled: true }, 'appContext.region'],
    ['messagePersistence', { enabled: true }, 'messagePersistence.retention'],
  ])('a new keyset with %s %j lacks %s', async (section, fields, missing) => {
    const answer = await create(new TestAccount(), { [section]: fields });
    expect(isRefusal(answer, 400)).toBe(true);
    expect(at(answer.json, 'message.0')).toBe(`config.${missing} is required when enabled is true`);
  });

  it('turning on again needs nothing that is already set', async () => {
    const account = new TestAccount();
    await change(account, 'chat-prod', { files: { enabled: false } });
    expect((await change(account, 'chat-prod', { files: { enabled: true } })).status).toBe(200);
    const unset = await change(account, 'orders-dev', { files: { enabled: true } });
    expect(isRefusal(unset, 400)).toBe(true);
    expect(at(unset.json, 'message.length')).toBe(2);
  });

  it.each([
    ['files', 'region', 'us-east-1', 'us-west-1'],
    ['appContext', 'region', 'aws-iad-1', 'aws-fra-1'],
  ])('%s.%s stays as it was first set', async (section, name, same, other) => {
    const account = new TestAccount();
    const moved = await change(account, 'chat-prod', { [section]: { [name]: other } });
    expect(isRefusal(moved, 400)).toBe(true);
    expect((await change(account, 'chat-prod', { [section]: { [name]: same } })).status).toBe(200);
    const first = await change(account, 'orders-dev', { [section]: { [name]: other } });
    expect(first.status).toBe(200);
    expect(
      isRefusal(await change(account, 'orders-dev', { [section]: { [name]: same } }), 400),
    ).toBe(true);
  });

  it.each<readonly [string, Section, Section]>([
    ['messagePersistence', { retention: 30 }, { retention: 7 }],
    ['files', { retention: 0 }, { retention: 1 }],
    ['streamController', { channelGroupLimit: 101 }, { channelGroupLimit: 100 }],
  ])('%s %j needs a paid plan', async (section, paid, free) => {
    const account = new TestAccount();
    account.tune({ plan: 'free' });
    const refused = await change(account, 'orders-dev', { [section]: paid });
    expect(isRefusal(refused, 403)).toBe(true);
    expect(at(refused.json, 'message.0')).toMatch(/requires a paid plan/);
    expect((await change(account, 'orders-dev', { [section]: free })).status).toBe(200);
  });
});

describe('changing the configuration', () => {
  it('leaves alone what it does not name, also sections that nobody here may write', async () => {
    const account = new TestAccount();
    const before = account.keyset('orders-prod').config;
    const answer = await change(account, 'orders-prod', { presence: { announceMax: 3 } });
    expect(answer.json).toEqual({
      ...before,
      presence: { ...before['presence'], announceMax: 3 },
    });
    expect(at(answer.json, 'dataSync.enabled')).toBe(true);
    const { id } = account.keyset('orders-prod');
    expect((await account.call('GET', `/keysets/${id}/config`)).json).toEqual(answer.json);
  });

  it('shows null in sections that are off when tuned to', async () => {
    const account = new TestAccount();
    account.tune({ nullsWhereDisabled: true });
    const { id } = account.keyset('orders-staging');
    const { json } = await account.call('GET', `/keysets/${id}/config`);
    expect(at(json, 'presence')).toMatchObject({ enabled: false, announceMax: null, deltas: null });
    expect(at(json, 'accessManager')).toEqual({ enabled: true, tokenRevoke: true });
  });

  it.each([null, [], 'x', { presence: null }, { presence: [] }, { color: {} }])(
    'is refused for %j',
    async (body) => {
      expect(isRefusal(await change(new TestAccount(), 'orders-dev', body), 400)).toBe(true);
    },
  );
});
