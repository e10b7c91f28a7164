import { describe, expect, it } from 'vitest';
import { dangerWords } from '../../../../../renderer/features/scopes/danger-words.ts';
import type { ScopeEdit } from '../../../../../renderer/features/scopes/edit-draft.ts';
import {
  feltBySetting,
  finalSettings,
} from '../../../../../renderer/features/scopes/setting-words.ts';
import type { CapabilityMap } from '../../../../../shared/scopes/capability-scope-schema.ts';
import { keysetChanges, type KeysetScope } from '../../../../../shared/scopes/keyset-scope.ts';

const keysetEdit = (
  generation: KeysetScope['generation'],
  before: KeysetScope['properties'],
  after: KeysetScope['properties'],
) => ({
  kind: 'keyset' as const,
  changes: keysetChanges({ kind: 'keyset', generation, properties: before, unmanaged: [] }, after),
});
const capabilityEdit = (before: CapabilityMap, after: CapabilityMap): ScopeEdit => ({
  kind: 'capability',
  before: { kind: 'capability', capability: before, revocableTokens: null },
  after: { kind: 'capability', capability: after, revocableTokens: null },
});

describe('why a name has to be typed', () => {
  it('is what a capability gains everywhere, and what of it cannot be undone', () => {
    const words = dangerWords(
      capabilityEdit({ '*': ['publish'] }, { '*': ['publish', 'history'], 'a:b': ['publish'] }),
    );
    expect(words?.title).toBe('This key will be able to do more on every channel');
    expect(words?.text).toMatch(/^It gains history on \*\. You can take this back, but not what/);
    const everything = dangerWords(capabilityEdit({ '*': ['publish'] }, { '[*]*': ['*'] }));
    expect(everything?.title).toMatch(/every channel, queue and metachannel$/);
    expect(everything?.text).toMatch(
      /^It gains every operation on \[\*\]\* \(new except publish on \*\)\./,
    );
  });

  it('is nothing where a capability only loses', () => {
    expect(dangerWords(capabilityEdit({ '*': ['*'] }, { '*': ['publish'] }))).toBeNull();
    expect(dangerWords({ kind: 'none' })).toBeNull();
  });

  it('is data that may be lost, and recipients that were out of reach', () => {
    const region = keysetEdit('v1', {}, { files_s3_bucket_region: 'eu-central-1', history: true });
    expect(dangerWords(region)?.text).toBe(
      'Files region: Existing files may be lost. There is no way back.',
    );
    const channels = { kind: 'channels', mode: 'channels', channels: [] } as const;
    const all = { kind: 'channels', mode: 'all', channels: [] } as const;
    expect(
      dangerWords({
        kind: 'channels',
        before: { ...channels, channels: [] },
        after: { ...all, channels: [] },
      })?.title,
    ).toMatch(/every recipient/);
  });
});

describe('what running clients feel of a setting', () => {
  it('is said of every one that changes, also that nothing is known', () => {
    const { changes } = keysetEdit(
      'v2',
      { 'appContext.userMetadataEvents': true },
      { 'appContext.userMetadataEvents': false, 'presence.streamFiltering': true },
    );
    expect(feltBySetting(changes)).toEqual([
      { label: 'User events', text: 'Off: clients get no events when data of users changes.' },
      { label: 'Stream filtering', text: 'Nothing that Rekey knows of.' },
    ]);
  });

  it('is of a switch only what the turn does that is made', () => {
    const textOf = (name: string, isOn: boolean) =>
      feltBySetting(keysetEdit('v2', { [name]: !isOn }, { [name]: isOn }).changes)[0]?.text;
    expect(textOf('files.enabled', false)).toBe('Off: uploads and downloads are refused.');
    expect(textOf('files.enabled', true)).toBe('Nothing that Rekey knows of.');
    expect(textOf('accessManager.enabled', true)).toBe(
      'On: clients without a token are refused at once.',
    );
    expect(textOf('accessManager.enabled', false)).toBe(
      'Off: everybody with the subscribe key may read and write.',
    );
  });
});

describe('what cannot be undone', () => {
  it('is the first setting of a region that stays', () => {
    const { changes } = keysetEdit(
      'v2',
      { 'files.enabled': false, 'files.region': null },
      { 'files.enabled': true, 'files.region': 'eu-central-1', 'appContext.region': 'aws-fra-1' },
    );
    expect(finalSettings(changes)).toEqual([
      'App Context region: aws-fra-1 stays for good. The provider does not let it be changed once it is set.',
      'Files region: eu-central-1 stays for good. The provider does not let it be changed once it is set.',
    ]);
  });

  it('is nothing of settings that can be turned back', () => {
    const { changes } = keysetEdit('v2', {}, { 'files.enabled': true, 'files.retention': 7 });
    expect(finalSettings(changes)).toEqual([]);
  });
});
