import { describe, expect, it } from 'vitest';
import { keysetFieldsV2 } from '../../../../shared/scopes/keyset-fields-v2.ts';
import {
  keysetFields,
  keysetLockReason,
  keysetRuleProblems,
  keysetValueProblem,
  keysetValueText,
} from '../../../../shared/scopes/keyset-scope.ts';

const field = (name: string) => {
  const found = keysetFieldsV2.find((one) => one.name === name);
  if (found === undefined) throw new Error(`There is no ${name}`);
  return found;
};

describe('the settings of a v2 keyset', () => {
  it('are the leaves of the documented configuration', () => {
    const sections: Record<string, string[]> = {};
    for (const { name } of keysetFields('v2')) {
      const [section = '', leaf = ''] = name.split('.');
      (sections[section] ??= []).push(leaf);
    }
    for (const leaves of Object.values(sections)) leaves.sort();
    expect(sections).toEqual({
      accessManager: ['enabled', 'tokenRevoke'],
      apns: ['authKeyId', 'enabled', 'filename', 'teamId'],
      appContext: [
        ...['channelMetadataEvents', 'disallowGetAllChannelMetadata', 'disallowGetAllUserMetadata'],
        ...['enabled', 'membershipEvents', 'referentialIntegrity', 'region', 'userMetadataEvents'],
      ],
      fcm: ['filename'],
      files: ['enabled', 'region', 'retention'],
      messagePersistence: ['deleteFromHistory', 'enabled', 'includePresenceEvents', 'retention'],
      presence: [
        ...['activeNoticeChannel', 'announceMax', 'debounce', 'deltas', 'enabled'],
        ...['generateLeaveOnDisconnect', 'interval', 'streamFiltering'],
      ],
      streamController: ['channelGroupLimit', 'enabled', 'wildcardSubscribe'],
    });
  });

  it('depend on the switch of their section, which exists', () => {
    const names = new Set(keysetFieldsV2.map(({ name }) => name));
    for (const { name, requires } of keysetFieldsV2) {
      if (name.endsWith('.enabled') || name.startsWith('fcm.')) expect(requires).toBeNull();
      else expect(names.has(requires ?? ''), name).toBe(true);
    }
  });

  it.each<readonly [string, readonly unknown[], readonly unknown[]]>([
    ['messagePersistence.retention', [0, 1, 7, 30, 90, 180, 365], [2, -1, 366, '7', null, true]],
    ['files.region', ['us-east-1', 'ap-northeast-1'], ['aws-iad-1', '', null, 0]],
    ['appContext.region', ['aws-iad-1', 'aws-hnd-1'], ['us-east-1', null]],
    ['streamController.channelGroupLimit', [1, 2_000], [0, 2_001, 1.5]],
    ['presence.announceMax', [0, 100], [-1, 101, null]],
    ['presence.interval', [10, 100_000], [9, '10']],
    ['presence.debounce', [0, 60], [-1]],
    ['presence.activeNoticeChannel', ['a'], ['', 'n'.repeat(93), null]],
    ['accessManager.enabled', [true, false], [null, 1]],
    ['accessManager.tokenRevoke', [true, false, null], [0]],
    ['apns.filename', [], ['a.p8', null]],
    ['fcm.filename', [], ['a.json', null]],
  ])('%s takes %j and refuses %j', (name, good, bad) => {
    const problem = (value: unknown) => keysetValueProblem(field(name), value as never);
    for (const value of good) expect(problem(value), String(value)).toBeNull();
    for (const value of bad) expect(problem(value), String(value)).toMatch(/./);
  });

  it('are named in words, with 0 days as unlimited', () => {
    const retention = field('files.retention');
    expect(keysetValueText(retention, 0)).toBe('unlimited');
    expect(keysetValueText(retention, 1)).toBe('1 day');
    expect(keysetValueText(retention, 30)).toBe('30 days');
    expect(keysetValueText(field('files.region'), 'us-east-1')).toBe('us-east-1');
    expect(keysetValueText(field('presence.debounce'), 0)).toBe('0 seconds');
    expect(keysetValueText(field('files.region'), null)).toBe('not set');
    expect(keysetValueProblem(retention, 14)).toBe(
      'Keep files: one of 1 day, 7 days, 30 days, 90 days, 180 days, 365 days, unlimited.',
    );
  });

  it('stay as they are: regions once they are set, files of push services always', () => {
    expect(keysetLockReason(field('files.region'), null)).toBeNull();
    expect(keysetLockReason(field('files.region'), undefined)).toBeNull();
    expect(keysetLockReason(field('files.region'), 'us-east-1')).toMatch(/once it is set/);
    expect(keysetLockReason(field('appContext.region'), 'aws-iad-1')).toMatch(/once it is set/);
    expect(keysetLockReason(field('apns.filename'), null)).toMatch(/only be read/);
    expect(keysetLockReason(field('files.retention'), 7)).toBeNull();
  });
});

describe('rules over several settings', () => {
  it.each([
    [{ 'files.enabled': true }, ['files.region', 'files.retention']],
    [{ 'files.enabled': true, 'files.region': 'us-east-1', 'files.retention': 0 }, []],
    [{ 'files.enabled': true, 'files.region': null, 'files.retention': 7 }, ['files.region']],
    [{ 'files.enabled': false }, []],
    [{ 'appContext.enabled': true }, ['appContext.region']],
    [{ 'messagePersistence.enabled': true }, ['messagePersistence.retention']],
    [{ 'presence.enabled': true, 'accessManager.enabled': true }, []],
    [{}, []],
  ])('%j lacks %j', (properties, lacking) => {
    expect(Object.keys(keysetRuleProblems('v2', properties)).sort()).toEqual(lacking);
  });

  it('are said in words, and v1 has none', () => {
    expect(keysetRuleProblems('v2', { 'appContext.enabled': true })).toEqual({
      'appContext.region': 'App Context region must be chosen when App Context is on.',
    });
    expect(keysetRuleProblems('v1', { files_enabled: true, history: true })).toEqual({});
  });
});
