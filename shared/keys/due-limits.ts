import { DAY_MS } from '../lib/duration.ts';

/** The least and the greatest number of days after which a policy may ask for a rotation. */
export const ruleDays = { min: 1, max: 3_650 } as const;

export const tagLimits = { perKey: 10, length: 24, policies: 20 } as const;

/** What a tag may look like. */
export const tagPattern = /^[a-z0-9-]{1,24}$/;

/** No snooze is longer. */
export const MAX_SNOOZE_MS = 90 * DAY_MS;
