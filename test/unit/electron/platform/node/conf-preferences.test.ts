import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConfPreferences } from '../../../../../electron/platform/node/conf-preferences.ts';
import { SettingsService } from '../../../../../electron/services/settings-service.ts';
import { defaultSettings } from '../../../../../shared/settings/settings.ts';

let folder: string;
let profileDir: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rekey-preferences-'));
  profileDir = join(folder, 'profile');
  mkdirSync(profileDir);
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

const settings = (): SettingsService =>
  new SettingsService({
    preferences: new ConfPreferences(profileDir),
    events: { publish: () => undefined },
  });

const refused = {
  ok: false,
  error: { kind: 'file-refused', reason: 'not-writable', fileName: 'preferences.json' },
};

describe('preferences outside Electron', () => {
  it('are what was written last, also for the next start', () => {
    expect(settings().update({ theme: 'dark' }).ok).toBe(true);
    expect(settings().get()).toEqual({ ...defaultSettings, theme: 'dark' });
  });

  it('that cannot be written are an error beside the setting, and the old value counts', () => {
    const service = settings();
    rmSync(profileDir, { recursive: true });
    writeFileSync(profileDir, 'a file where the folder was');
    expect(service.update({ theme: 'dark' })).toEqual(refused);
    expect(service.get()).toEqual(defaultSettings);
  });

  it('that cannot be read are the defaults, and are left as they are', () => {
    mkdirSync(join(profileDir, 'preferences.json'));
    const service = settings();
    expect(service.get()).toEqual(defaultSettings);
    expect(service.update({ theme: 'dark' })).toEqual(refused);
    expect(existsSync(join(profileDir, 'preferences.json'))).toBe(true);
  });

  it('do not keep Rekey from starting where there is no folder to be made', () => {
    rmSync(profileDir, { recursive: true });
    writeFileSync(profileDir, 'a file where the folder was');
    expect(settings().get()).toEqual(defaultSettings);
  });
});
