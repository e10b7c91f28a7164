/** The least and the greatest allowed value of each setting that is a number. */
export const settingLimits = {
  clipboardSeconds: { min: 5, max: 120 },
  clipboardSecondsProduction: { min: 5, max: 120 },
  revealSeconds: { min: 5, max: 30 },
  maxAgeDaysProduction: { min: 1, max: 3_650 },
  maxAgeDaysOther: { min: 1, max: 3_650 },
} as const;

export type NumberSetting = keyof typeof settingLimits;

/** Dates seen in PubNub's documents; which older ones the server still takes is not stated. */
export const pubnubVersions = [
  '2025-11-01',
  '2025-11-15',
  '2026-02-09',
  '2026-03-01',
  '2026-03-23',
  '2026-05-26',
  '2026-09-03',
] as const;
