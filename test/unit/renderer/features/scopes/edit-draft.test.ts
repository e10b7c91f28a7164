import { describe, expect, it } from 'vitest';
import { channelDiff } from '../../../../../renderer/features/scopes/channel-diff.ts';
import {
  draftOfRest,
  editChanges,
  openedScope,
  type EditDraft,
} from '../../../../../renderer/features/scopes/edit-draft.ts';
import { isHalfDone } from '../../../../../renderer/features/scopes/half-done.ts';
import { returnedDefaults } from '../../../../../renderer/features/scopes/keyset-draft.ts';
import type {
  CapabilityMap,
  CapabilityScope,
} from '../../../../../shared/scopes/capability-scope-schema.ts';
import type { ChannelScope } from '../../../../../shared/scopes/channel-scope-schema.ts';
import type { KeysetScope } from '../../../../../shared/scopes/keyset-scope.ts';

const scope = (capability: CapabilityMap, revocableTokens = false): CapabilityScope => ({
  kind: 'capability',
  capability,
  revocableTokens,
});
const draftOf = (input: CapabilityScope, name = 'web client'): EditDraft => ({
  name,
  environment: 'unset',
  scope: { input, text: null },
});

describe('the number of changes of an edit', () => {
  const shown = scope({ 'chat:*': ['history', 'subscribe'] });
  const countOf = (draft: EditDraft) => editChanges(draftOf(shown), shown, draft).count;

  it('counts every right that comes or goes, as the diff shows them', () => {
    expect(countOf(draftOf(scope({ 'chat:*': ['publish', 'subscribe'] })))).toBe(2);
    expect(countOf(draftOf(scope({ 'chat:*': ['subscribe', 'history'] })))).toBe(0);
    expect(countOf(draftOf(scope({ '[queue]*': ['subscribe'] })))).toBe(3);
  });

  it('does not count what the map gives anyway, unless nothing else changes: the map is sent', () => {
    const everywhere = { 'chat:*': ['history', 'subscribe'], '*': ['subscribe'] };
    expect(countOf(draftOf(scope({ ...everywhere, 'chat:a': ['subscribe'] })))).toBe(1);
    const repeated = { 'chat:*': ['history', 'subscribe'], 'chat:a': ['subscribe'] };
    expect(countOf(draftOf(scope(repeated)))).toBe(1);
    expect(countOf(draftOf(scope({ ...repeated, 'chat:b': ['subscribe'] })))).toBe(1);
  });

  it('counts revocable tokens and the name as one each', () => {
    const tokens = scope({ 'chat:*': ['history', 'subscribe'] }, true);
    expect(countOf(draftOf(tokens))).toBe(1);
    expect(countOf(draftOf(tokens, 'browser'))).toBe(2);
  });
});

describe('what is left of an edit whose settings were saved and whose type was not', () => {
  const keyset = (isOn: boolean): KeysetScope => ({
    ...{ kind: 'keyset', generation: 'v2', unmanaged: [] },
    properties: { 'presence.enabled': isOn },
  });
  const opened = (isOn: boolean): EditDraft => ({
    ...{ name: 'orders', environment: 'testing', scope: openedScope(keyset(isOn)) },
  });
  const wanted: EditDraft = { ...opened(true), environment: 'production' };
  const rest = draftOfRest(opened(true), editChanges(opened(false), keyset(false), wanted));
  const changesTo = (draft: EditDraft) => editChanges(opened(true), keyset(true), draft);

  it('is the type alone', () => {
    expect(rest.environment).toBe('production');
    expect(changesTo(rest)).toMatchObject({ scope: null, name: null, count: 1 });
  });

  it('counts a saved setting that is switched back as a change', () => {
    const back = changesTo({ ...rest, scope: opened(false).scope });
    expect(back.count).toBe(2);
    expect(back.scope).toEqual({ kind: 'keyset', properties: { 'presence.enabled': false } });
  });

  it('takes a name that somebody else gave meanwhile, unless another was wanted', () => {
    const renamed = { ...opened(true), name: 'orders eu' };
    const changes = editChanges(opened(false), keyset(false), wanted);
    expect(draftOfRest(renamed, changes).name).toBe('orders eu');
    expect(draftOfRest(renamed, { ...changes, name: 'mine' }).name).toBe('mine');
  });

  it.each([
    ['settings-changed', true],
    ['settings-changed-plan', true],
    ['settings-changed-forbidden', true],
    ['plan', false],
  ])('is told by the code %s: %s', (code, expected) => {
    const error = { kind: 'provider-rejected', providerId: 'pubnub-v2', message: null } as const;
    expect(isHalfDone({ ...error, code })).toBe(expected);
    expect(isHalfDone({ kind: 'network-offline' })).toBe(false);
  });
});

describe('the diff of channels', () => {
  const ops = { slug: 'ops', publicId: null };
  const only: ChannelScope = { kind: 'channels', mode: 'channels', channels: [ops] };
  const all: ChannelScope = { kind: 'channels', mode: 'all', channels: [] };
  const others = { ...only, channels: [{ slug: 'deploys', publicId: null }] };
  const noteOf = (after: ChannelScope) =>
    channelDiff(only, after).find(({ text }) => text === 'channel ops')?.note;

  it('does not let a channel look lost that is reached with all the others', () => {
    expect(noteOf(all)).toBe('reached with all the others');
    expect(noteOf(others)).toBeUndefined();
  });
});

describe('what a provider chose by itself', () => {
  it('leaves out what nobody set', () => {
    const answered: KeysetScope = {
      kind: 'keyset',
      generation: 'v2',
      properties: { 'presence.enabled': true, 'presence.interval': 10, 'files.region': null },
      unmanaged: [],
    };
    const returned = returnedDefaults(answered, { 'presence.enabled': true });
    expect(returned.map(({ field: { name } }) => name)).toEqual(['presence.interval']);
  });
});
