import { describe, expect, it } from 'vitest';
import { contract } from '../../../../shared/ipc/contract.ts';
import { settingLimits } from '../../../../shared/settings/setting-limits.ts';
import { defaultSettings, settingsSchema } from '../../../../shared/settings/settings.ts';

describe('settings', () => {
  it('carries only what is to change, so that a change resets nothing else', () => {
    const input = contract['settings.update'].input.parse({ settings: { theme: 'dark' } });
    expect(input).toEqual({ settings: { theme: 'dark' } });
  });

  it('refuses a setting that does not exist', () => {
    const changes = { settings: { telemetry: true } };
    expect(contract['settings.update'].input.safeParse(changes).success).toBe(false);
  });

  it.each(Object.entries(settingLimits))('keeps %s within its limits', (name, { min, max }) => {
    const isAllowed = (figure: number) =>
      settingsSchema.safeParse({ ...defaultSettings, [name]: figure }).success;
    expect([min - 1, min, max, max + 1, min + 0.5].map(isAllowed)).toEqual([
      false,
      true,
      true,
      false,
      false,
    ]);
  });
});
