import { describe } from 'vitest';
import { replacedProfiles } from './matrix-profiles.ts';
import { describeMatrix } from './matrix-suite.ts';

describe('ambiguous answers while a key is replaced', () => {
  describeMatrix(replacedProfiles, 672);
});
