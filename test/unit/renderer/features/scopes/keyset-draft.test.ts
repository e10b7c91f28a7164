import { describe, expect, it } from 'vitest';
import {
  editChanges,
  openedScope,
  type EditDraft,
} from '../../../../../renderer/features/scopes/edit-draft.ts';
import {
  idleReason,
  keysetProblems,
  propertyProblems,
  returnedDefaults,
  withProperty,
  type Properties,
} from '../../../../../renderer/features/scopes/keyset-draft.ts';
import type { CapabilityMap } from '../../../../../shared/scopes/capability-scope-schema.ts';
import type { ChannelScope } from '../../../../../shared/scopes/channel-scope-schema.ts';
import type { KeyScope } from '../../../../../shared/scopes/key-scope.ts';
import { keysetFieldsV1 } from '../../../../../shared/scopes/keyset-fields-v1.ts';
import type { KeysetScope } from '../../../../../shared/scopes/keyset-scope.ts';

const scope: KeysetScope = {
  kind: 'keyset',
  generation: 'v1',
  properties: { history: true, message_storage_ttl: 30, presence: false, files_enabled: true },
  unmanaged: ['token_key'],
};
const original: EditDraft = {
  name: 'orders',
  environment: 'testing',
  scope: openedScope(scope),
};
const withProperties = (properties: Properties, more: Partial<EditDraft> = {}): EditDraft => ({
  ...original,
  ...more,
  scope: {
    input: { kind: 'keyset', properties: { ...scope.properties, ...properties } },
    text: null,
  },
});
const field = (name: string) => {
  const found = keysetFieldsV1.find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(`No field ${name}`);
  return found;
};

describe('what an edit sends', () => {
  it('is nothing while nothing differs, also after changing there and back', () => {
    expect(editChanges(original, scope, { ...original })).toMatchObject({
      name: null,
      environment: null,
      scope: null,
      count: 0,
    });
  });

  it('is only the leaves that differ', () => {
    const changes = editChanges(
      original,
      scope,
      withProperties({ message_storage_ttl: 90, uls: true }, { name: 'orders-eu' }),
    );
    expect(changes).toMatchObject({ name: 'orders-eu', environment: null, count: 3 });
    expect(changes.scope).toEqual({
      kind: 'keyset',
      properties: { message_storage_ttl: 90, uls: true },
    });
  });

  it('never carries a property that Rekey does not manage', () => {
    const changes = editChanges(original, scope, withProperties({ token_key: 'x' }));
    expect(changes).toMatchObject({ scope: null, count: 0 });
  });

  it('is dangerous exactly where the table says that data may be lost', () => {
    const harmless = editChanges(original, scope, withProperties({ presence: true }));
    const losing = withProperties({ files_s3_bucket_region: 'eu-central-1', presence: true });
    expect(harmless.isDangerous).toBe(false);
    expect(editChanges(original, scope, losing).isDangerous).toBe(true);
  });

  it('is the whole map of an Ably key, and nothing while only the order differs', () => {
    const shown: KeyScope = {
      kind: 'capability',
      capability: { 'chat:*': ['history', 'publish'], '*': ['stats'] },
      revocableTokens: null,
    };
    const opened: EditDraft = { ...original, scope: openedScope(shown) };
    const wanted = (capability: CapabilityMap): EditDraft => ({
      ...opened,
      scope: { input: { ...shown, capability }, text: null },
    });
    const reordered = wanted({ '*': ['stats'], 'chat:*': ['publish', 'history'] });
    expect(editChanges(opened, shown, reordered)).toMatchObject({ scope: null, count: 0 });
    const narrowed = wanted({ 'chat:*': ['history'], '*': ['stats'] });
    expect(editChanges(opened, shown, narrowed)).toMatchObject({
      scope: { capability: { 'chat:*': ['history'], '*': ['stats'] }, revocableTokens: null },
      isDangerous: false,
      count: 1,
    });
  });

  it('needs the typed name when a channel key is to reach everybody, and only then', () => {
    const ops = { slug: 'ops', publicId: 'ch_1' };
    const shown: ChannelScope = { kind: 'channels', mode: 'channels', channels: [ops] };
    const opened: EditDraft = { ...original, scope: openedScope(shown) };
    const wanted = (input: ChannelScope): EditDraft => ({
      ...opened,
      scope: { input, text: null },
    });
    const all = wanted({ kind: 'channels', mode: 'all', channels: [] });
    expect(editChanges(opened, shown, all)).toMatchObject({ isDangerous: true, count: 1 });
    const more = wanted({ ...shown, channels: [ops, { slug: 'sales', publicId: 'ch_2' }] });
    expect(editChanges(opened, shown, more)).toMatchObject({ isDangerous: false, count: 1 });
    const renamed = wanted({ ...shown, channels: [{ slug: 'operations', publicId: 'ch_1' }] });
    expect(editChanges(opened, shown, renamed)).toMatchObject({ scope: null, count: 0 });
  });

  it('is nothing of a scope that the provider does not let change', () => {
    const draft = { ...original, scope: openedScope({ kind: 'project' }) };
    expect(editChanges(draft, { kind: 'project' }, draft)).toMatchObject({ scope: null, count: 0 });
  });
});

describe('live rules', () => {
  it('check what was changed', () => {
    const problems = propertyProblems(keysetFieldsV1, scope.properties, {
      ...scope.properties,
      message_storage_ttl: 366,
      presence_interval: 30,
    });
    expect(Object.keys(problems)).toEqual(['message_storage_ttl']);
    expect(problems['message_storage_ttl']).toContain('1 to 365');
  });

  it('call an emptied number a problem', () => {
    expect(
      propertyProblems(keysetFieldsV1, scope.properties, {
        ...scope.properties,
        message_storage_ttl: null,
      }),
    ).toHaveProperty('message_storage_ttl');
  });

  it('leave an odd value of the provider’s own alone', () => {
    const odd = { ...scope.properties, message_storage_ttl: 9_999 };
    expect(propertyProblems(keysetFieldsV1, odd, odd)).toEqual({});
  });

  it('say which switch a resting field waits for', () => {
    expect(idleReason(field('presence_interval'), keysetFieldsV1, scope.properties)).toBe(
      'Has no effect while Presence is off.',
    );
    expect(idleReason(field('message_storage_ttl'), keysetFieldsV1, scope.properties)).toBeNull();
    expect(idleReason(field('objects_region'), keysetFieldsV1, {})).toBeNull();
  });
});

describe('a text in the form', () => {
  const typed = (shown: Properties, value: string) =>
    withProperty(
      { input: { kind: 'keyset', properties: { ...shown } }, text: null },
      shown,
      'presence.activeNoticeChannel',
      value,
    ).input;

  it('is changed, and emptied again it is as the provider shows it', () => {
    const name = 'presence.activeNoticeChannel';
    expect(typed({}, 'notices')).toEqual({ kind: 'keyset', properties: { [name]: 'notices' } });
    expect(typed({}, '')).toEqual({ kind: 'keyset', properties: {} });
    expect(typed({ [name]: null }, '')).toEqual({ kind: 'keyset', properties: { [name]: null } });
  });

  it('that the provider has is not cleared in silence: the reason stands at the field', () => {
    const shown = { 'presence.activeNoticeChannel': 'notices' };
    const { properties } = typed(shown, '') as { properties: Properties };
    expect(keysetProblems('v2', shown, properties)).toEqual({
      'presence.activeNoticeChannel':
        'Active notice channel cannot be cleared: the provider documents no way.',
    });
  });
});

describe('after a create', () => {
  it('what came back without being sent is shown, in the order of the table', () => {
    const returned = returnedDefaults(scope, { history: true });
    expect(returned.map(({ field: { name }, value }) => [name, value])).toEqual([
      ['message_storage_ttl', 30],
      ['files_enabled', true],
      ['presence', false],
    ]);
  });
});
