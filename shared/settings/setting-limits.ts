/** The least and the greatest allowed value of each setting that is a number. */
export const settingLimits = {
  clipboardSeconds: { min: 5, max: 120 },
  clipboardSecondsProduction: { min: 5, max: 120 },
  revealSeconds: { min: 5, max: 30 },
  maxAgeDaysProduction: { min: 1, max: 3_650 },
  maxAgeDaysOther: { min: 1, max: 3_650 },
} as const;

export type NumberSetting = keyof typeof settingLimits;
