import { abetterchoiceProfile } from './abetterchoice/profile.ts';
import { activitysmithProfile } from './activitysmith/profile.ts';
import type { AdapterProfile } from './adapter-profile.ts';
import { ablyProfile } from './ably/profile.ts';
import { pubnubV1Profile } from './pubnub-v1/profile.ts';
import { pubnubV2Profile } from './pubnub-v2/profile.ts';

/** One for every registered provider; a test counts. */
export const profiles: readonly AdapterProfile[] = [
  ...[pubnubV1Profile, pubnubV2Profile, ablyProfile],
  ...[abetterchoiceProfile, activitysmithProfile],
];
