import { describe, expect, it } from 'vitest';
import { ablyGuide } from '../../../../electron/providers/ably/guide.ts';
import { activitysmithGuide } from '../../../../electron/providers/activitysmith/guide.ts';
import { pubnubV1Guide } from '../../../../electron/providers/pubnub-v1/guide.ts';
import { pubnubV2Guide } from '../../../../electron/providers/pubnub-v2/guide.ts';
import { errorMessage } from '../../../../renderer/messages/error-message.ts';

const guides = [ablyGuide, activitysmithGuide, pubnubV1Guide, pubnubV2Guide];

function sentenceOf(name: string): string {
  const guide = guides.find((one) => one.name === name);
  const fields = guide?.connectFields ?? [];
  return errorMessage(
    { kind: 'sign-in-refused', providerId: 'the-id' },
    () => name,
    () => ({ connect: { fields } }),
  ).sentence;
}

describe('a refused sign-in', () => {
  it.each([
    ['PubNub', 'PubNub does not accept this e-mail and password. Check both,'],
    ['PubNub (API v2)', 'PubNub (API v2) does not accept this API key. Check that it is whole,'],
    ['Ably', 'Ably does not accept this access token. Check that it is whole,'],
    ['ActivitySmith', 'ActivitySmith does not accept the consent that came back'],
  ])('of %s names what that provider asks for', (name, beginning) => {
    expect(guides.map((guide) => guide.name)).toContain(name);
    expect(sentenceOf(name).slice(0, beginning.length)).toBe(beginning);
  });

  it('names nothing where the provider is not known', () => {
    const { sentence } = errorMessage({ kind: 'sign-in-refused', providerId: 'gone' });
    expect(sentence).toContain('gone does not accept this sign-in.');
  });

  it('lists more than two fields', () => {
    const fields = ['Account', 'E-mail', 'Password'].map((label) => ({ label }));
    const { sentence } = errorMessage(
      { kind: 'sign-in-refused', providerId: 'p' },
      () => 'P',
      () => ({ connect: { fields } }),
    );
    expect(sentence).toContain('this account, e-mail and password. Check each of them,');
  });
});
