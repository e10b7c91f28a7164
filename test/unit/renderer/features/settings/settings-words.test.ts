import { describe, expect, it } from 'vitest';
import {
  databaseReasonSchema,
  keychainReasonSchema,
} from '../../../../../shared/errors/app-error.ts';
import { settingLimits } from '../../../../../shared/settings/setting-limits.ts';
import { figureProblem } from '../../../../../renderer/features/settings/number-setting.ts';
import {
  clipboardState,
  databaseState,
  hostWords,
  keychainState,
} from '../../../../../renderer/features/settings/status-words.ts';

describe('figureProblem', () => {
  it.each(Object.entries(settingLimits))(
    'accepts %s from its least to its greatest',
    (name, { min, max }) => {
      const setting = name as keyof typeof settingLimits;
      expect(
        [min - 1, min, max, max + 1].map((typed) => figureProblem(setting, typed, 'days') === null),
      ).toEqual([false, true, true, false]);
    },
  );

  it('says the range and that the old figure still counts', () => {
    expect(figureProblem('revealSeconds', 500, 'seconds')).toBe(
      'This goes from 5 to 30 seconds. The old figure still counts.',
    );
    expect(figureProblem('maxAgeDaysOther', null, 'days')).toMatch(/from 1 to 3,650 days/);
    expect(figureProblem('revealSeconds', 7.5, 'seconds')).toMatch(/whole number/);
  });
});

const linux = { platform: 'linux' };

describe('the state of the keychain', () => {
  it('names the keychain in use', () => {
    const custody = { mode: 'keychain' } as const;
    expect(keychainState({ custody, ...linux }).sentence).toMatch(/Secret Service/);
    expect(keychainState({ custody, platform: 'win32' }).sentence).toMatch(/Credential Manager/);
    expect(keychainState({ custody, platform: 'plan9' }).sentence).toMatch(/this machine/);
  });

  it('has a sentence of its own for every reason, and says what is lost', () => {
    const sentences = keychainReasonSchema.options.map((reason) => {
      const custody = { mode: 'session-only', reason, databaseWaits: false } as const;
      const state = keychainState({ custody, ...linux });
      expect(state.isGood).toBe(false);
      expect(state.sentence).toMatch(/nothing is kept after Rekey quits/);
      return state.sentence;
    });
    expect(new Set(sentences).size).toBe(sentences.length);
  });

  it('says that a saved list waits', () => {
    const custody = { mode: 'session-only', reason: 'locked', databaseWaits: true } as const;
    expect(keychainState({ custody, ...linux }).sentence).toMatch(/waits, untouched/);
  });
});

describe('the state of the database', () => {
  it('has a sentence of its own for every reason', () => {
    const sentences = databaseReasonSchema.options.map((reason) => {
      const database = { state: 'unavailable', reason, fileName: 'rekey.db' } as const;
      const state = databaseState({ database });
      expect(state.isGood).toBe(false);
      return state.sentence;
    });
    expect(new Set(sentences).size).toBe(sentences.length);
  });

  it('tells a saved list from one in memory', () => {
    expect(databaseState({ database: { state: 'open' } })).toMatchObject({ isGood: true });
    expect(databaseState({ database: { state: 'in-memory' } }).sentence).toMatch(/memory only/);
  });
});

describe('host and clipboard', () => {
  it('says what is weaker in a browser', () => {
    expect(hostWords({ host: 'browser', ...linux })).toMatch(/weaker/);
    expect(hostWords({ host: 'electron', platform: 'darwin' })).toBe('the desktop app on macOS');
  });

  it('says what to install where copying is not possible', () => {
    expect(clipboardState({ clipboard: false, ...linux }).sentence).toMatch(/wl-copy or xclip/);
    expect(clipboardState({ clipboard: false, platform: 'win32' }).sentence).not.toMatch(/xclip/);
    expect(clipboardState({ clipboard: true, ...linux }).isGood).toBe(true);
  });
});
