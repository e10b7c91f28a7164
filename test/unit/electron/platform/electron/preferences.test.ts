import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ElectronPreferences } from '../../../../../electron/platform/electron/preferences.ts';
import { ipcMain, restartElectron } from '../../../../fakes/electron-module.ts';

let profileDir: string;

beforeEach(() => {
  profileDir = mkdtempSync(join(tmpdir(), 'rekey-preferences-'));
});

afterEach(() => {
  rmSync(profileDir, { recursive: true });
});

const path = (): string => join(profileDir, 'preferences.json');

// electron-store registers its channel once in a process, so this has to be its first use.
describe('the first preferences of a process', () => {
  it('leave no channel of electron-store open', () => {
    const opened: (string | symbol)[] = [];
    ipcMain.on('newListener', (name: string | symbol) => opened.push(name));
    new ElectronPreferences(profileDir).read();
    expect(opened).toEqual(['electron-store-get-data']);
    ipcMain.removeAllListeners('newListener');
    expect(ipcMain.eventNames()).toEqual([]);
    expect([...ipcMain.handlers.keys()]).toEqual([]);
    restartElectron();
  });
});

describe('preferences', () => {
  it('are what was written last, also for the next start', () => {
    const preferences = new ElectronPreferences(profileDir);
    expect(preferences.read()).toEqual({});
    preferences.write({ theme: 'dark', 'a.dotted': 1 });
    preferences.write({ theme: 'light' });
    expect(new ElectronPreferences(profileDir).read()).toEqual({ theme: 'light' });
    expect(JSON.parse(readFileSync(path(), 'utf8'))).toEqual({ theme: 'light' });
  });

  it('belong to the owner alone', () => {
    new ElectronPreferences(profileDir).write({ theme: 'dark' });
    expect(statSync(path()).mode & 0o777).toBe(0o600);
  });

  it('that are no JSON are as if there were none', () => {
    writeFileSync(path(), '{"theme":');
    chmodSync(path(), 0o600);
    expect(new ElectronPreferences(profileDir).read()).toEqual({});
  });

  it('that cannot be read are as if there were none, and writing says why', () => {
    mkdirSync(path());
    const preferences = new ElectronPreferences(profileDir);
    expect(preferences.read()).toEqual({});
    expect(() => {
      preferences.write({ theme: 'dark' });
    }).toThrow('EISDIR');
    expect(ipcMain.eventNames()).toEqual([]);
  });
});
