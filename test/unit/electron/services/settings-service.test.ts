import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../../../../shared/settings/settings.ts';
import type { PreferenceStore } from '../../../../electron/services/ports/preference-store.ts';
import { SettingsService } from '../../../../electron/services/settings-service.ts';

class MemoryPreferences implements PreferenceStore {
  stored: unknown;
  failure: Error | null = null;

  constructor(stored: unknown) {
    this.stored = stored;
  }

  read(): unknown {
    return this.stored;
  }

  write(values: Readonly<Record<string, unknown>>): void {
    if (this.failure !== null) throw this.failure;
    this.stored = values;
  }
}

const published: string[] = [];
const service = (preferences: MemoryPreferences): SettingsService =>
  new SettingsService({ preferences, events: { publish: (name) => published.push(name) } });
const systemError = (code: string): Error =>
  Object.assign(new Error(`${code}: simulated`), { code, syscall: 'write' });

describe('stored settings', () => {
  it.each([undefined, null, 'text', 7, [], {}])('that are %j mean the defaults', (stored) => {
    expect(service(new MemoryPreferences(stored)).get()).toEqual(defaultSettings);
  });

  it('count field by field: a bad one costs only itself', () => {
    const stored = {
      theme: 'purple',
      clipboardSeconds: 30,
      clipboardSecondsProduction: -1,
      revealSeconds: '10',
      maxAgeDaysOther: 400,
      syncOnStart: false,
      windowBounds: { width: 900 },
    };
    expect(service(new MemoryPreferences(stored)).get()).toEqual({
      ...defaultSettings,
      clipboardSeconds: 30,
      maxAgeDaysOther: 400,
      syncOnStart: false,
    });
  });

  it('cannot reach a prototype', () => {
    const stored: unknown = JSON.parse('{"__proto__": {"theme": "dark"}, "constructor": 1}');
    expect(service(new MemoryPreferences(stored)).get()).toEqual(defaultSettings);
    expect(Object.prototype).not.toHaveProperty('theme');
  });
});

describe('changed settings', () => {
  it('are saved with all the others, and told', () => {
    const preferences = new MemoryPreferences({ clipboardSeconds: 30 });
    const settings = service(preferences);
    published.length = 0;
    const wanted = { ...defaultSettings, clipboardSeconds: 30, theme: 'dark' };
    expect(settings.update({ theme: 'dark', revealSeconds: undefined })).toEqual({
      ok: true,
      value: wanted,
    });
    expect(preferences.stored).toEqual(wanted);
    expect(service(preferences).get()).toEqual(wanted);
    expect(published).toEqual(['settings.changed']);
  });

  it.each([
    ['ENOSPC', { kind: 'storage-full' }],
    ['EACCES', { kind: 'file-refused', reason: 'not-writable', fileName: 'preferences.json' }],
    ['EROFS', { kind: 'file-refused', reason: 'not-writable', fileName: 'preferences.json' }],
  ])('that the disk refuses with %s stay as they were', (code, error) => {
    const preferences = new MemoryPreferences({});
    const settings = service(preferences);
    preferences.failure = systemError(code);
    published.length = 0;
    expect(settings.update({ theme: 'dark' })).toEqual({ ok: false, error });
    expect(settings.get()).toEqual(defaultSettings);
    expect(published).toEqual([]);
  });

  it('do not hide a bug', () => {
    const preferences = new MemoryPreferences({});
    const settings = service(preferences);
    preferences.failure = new TypeError('a bug');
    expect(() => settings.update({ theme: 'dark' })).toThrow('a bug');
  });
});
