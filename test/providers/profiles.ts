import type { AdapterProfile } from './adapter-profile.ts';
import { pubnubV1Profile } from './pubnub-v1/profile.ts';

/** One for every registered provider; a test counts. */
export const profiles: readonly AdapterProfile[] = [pubnubV1Profile];
