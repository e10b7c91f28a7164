import { describe } from 'vitest';
import { renewedProfiles } from './matrix-pubnub-v2.ts';
import { describeMatrix } from './matrix-suite.ts';

describe('ambiguous answers while a secret is renewed in place', () => {
  describeMatrix(renewedProfiles, 336);
});
