import type { AdapterProfile } from './adapter-profile.ts';
import { ablyProfile } from './ably/profile.ts';
import { pubnubV1Profile } from './pubnub-v1/profile.ts';
import { pubnubV2Profile } from './pubnub-v2/profile.ts';

/** Providers whose exchanges are no recorded request and answer, with the folder of their own suite. */
export const ownSuites: Readonly<Record<string, string>> = {
  abetterchoice: 'test/providers/abetterchoice',
  activitysmith: 'test/providers/activitysmith',
};

/** One for every other registered provider; a test counts. */
export const profiles: readonly AdapterProfile[] = [pubnubV1Profile, pubnubV2Profile, ablyProfile];
