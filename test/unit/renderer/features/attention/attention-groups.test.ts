import { describe, expect, it } from 'vitest';
import { attentionReasonSchema, type KeySummary } from '../../../../../shared/keys/key.ts';
import {
  accountTrouble,
  aroundDueList,
  attentionGroups,
  reasonsByUrgency,
  wayOn,
} from '../../../../../renderer/features/attention/attention-groups.ts';
import {
  groupWords,
  waitingSentence,
} from '../../../../../renderer/features/attention/attention-titles.ts';
import { sampleWorld } from '../../../../e2e/mocked-page/sample-world.ts';

const world = sampleWorld({ now: Date.UTC(2026, 10, 21), keyCount: 40 });
const sample = world.keys[0]!.summary;
const capabilities = world.providers[0]!.capabilities;
const key = (name: string, more: Partial<KeySummary>): KeySummary => ({ ...sample, name, ...more });

describe('attentionGroups', () => {
  it('orders reasons as they are judged, most urgent first', () => {
    expect(reasonsByUrgency).toEqual(attentionReasonSchema.options);
  });

  it('shows each key once, under its most urgent reason', () => {
    const groups = attentionGroups([
      key('both', { attention: ['history-forever', 'access-manager-off'] }),
      key('old', { attention: ['over-age'] }),
      key('fine', { attention: [] }),
    ]);
    expect(groups.map(({ reason, keys }) => [reason, keys.map(({ name }) => name)])).toEqual([
      ['access-manager-off', ['both']],
      ['over-age', ['old']],
    ]);
  });

  it('leaves keys over age to the due list, between what is more urgent and what is less', () => {
    const groups = attentionGroups([
      key('open', { attention: ['access-manager-off', 'over-age'] }),
      key('old', { attention: ['over-age'] }),
      key('long', { attention: ['history-forever'] }),
    ]);
    const { before, after } = aroundDueList(groups);
    expect([before, after].map((part) => part.map(({ reason }) => reason))).toEqual([
      ['access-manager-off'],
      ['history-forever'],
    ]);
  });

  it('puts production before the rest, and the oldest first', () => {
    const attention = ['over-age' as const];
    const [group] = attentionGroups([
      key('testing', { attention, environment: 'testing', createdAt: 1 }),
      key('young', { attention, environment: 'production', createdAt: 30 }),
      key('old', { attention, environment: 'production', createdAt: null, firstSeenAt: 20 }),
    ]);
    expect(group?.keys.map(({ name }) => name)).toEqual(['old', 'young', 'testing']);
  });

  it.each(attentionReasonSchema.options)('has a title and a sentence for %s', (reason) => {
    expect(groupWords[reason].title).not.toBe('');
    expect(groupWords[reason].sentence).toMatch(/\.$/);
  });
});

describe('what waiting rotations mean', () => {
  it('is said of keys where there are two, and of secrets where the key stays', () => {
    expect(waitingSentence(['replace', 'guided'])).toMatch(/^Old and new key may both exist/);
    expect(waitingSentence(['overlap', 'overlap'])).toMatch(/may have an old and a new secret/);
    expect(waitingSentence(['immediate'])).toMatch(/what still uses it stops/);
  });

  it('is said of both where both are there, or none is read yet', () => {
    for (const strategies of [[], ['replace', 'overlap']] as const)
      expect(waitingSentence(strategies)).toBe(groupWords['rotation-waiting'].sentence);
    expect(groupWords['rotation-waiting'].sentence).toMatch(/may have .* key or secret/);
  });
});

describe('wayOn', () => {
  const active = { openRotationId: null, status: 'active' } as const;

  it('offers what mends the reason', () => {
    expect(wayOn('over-age', active, capabilities)).toBe('rotate');
    expect(wayOn('access-manager-off', active, capabilities)).toBe('edit');
    expect(wayOn('gone-at-provider', { ...active, status: 'gone' }, capabilities)).toBe('open-key');
  });

  it('offers nothing that the provider or the key does not allow', () => {
    const less = { ...capabilities, rotate: 'none', editScope: false } as const;
    expect(wayOn('over-age', active, less)).toBe('open-key');
    expect(wayOn('history-forever', active, less)).toBe('open-key');
    expect(wayOn('over-age', active, undefined)).toBe('open-key');
    expect(wayOn('over-age', { ...active, status: 'unknown' }, capabilities)).toBe('open-key');
  });

  it('leads to an open rotation before anything else', () => {
    const held = { ...active, openRotationId: '01JR0000000000000000000000' as never };
    expect(wayOn('over-age', held, capabilities)).toBe('open-rotation');
  });
});

describe('accountTrouble', () => {
  it('asks for a sign-in first, then for another try', () => {
    expect(accountTrouble({ signIn: 'needed', lastSyncError: { kind: 'timed-out' } })).toBe(
      'sign-in',
    );
    expect(accountTrouble({ signIn: 'signed-in', lastSyncError: { kind: 'timed-out' } })).toBe(
      'sync-failed',
    );
  });

  it('does not call being offline or a cancelled sync trouble', () => {
    for (const kind of ['network-offline', 'cancelled'] as const)
      expect(accountTrouble({ signIn: 'signed-in', lastSyncError: { kind } })).toBeNull();
    expect(accountTrouble({ signIn: 'until-quit', lastSyncError: null })).toBeNull();
  });
});
