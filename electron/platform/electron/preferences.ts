import { ipcMain } from 'electron';
import ElectronStore from 'electron-store';
import type { PreferenceStore } from '../../services/ports/preference-store.ts';
import { isSystemError } from '../system-error.ts';

/** The channel that electron-store opens for renderers; ours must not reach it. */
const ELECTRON_STORE_CHANNEL = 'electron-store-get-data';

/** Preferences in the profile folder, mode 0600. */
export class ElectronPreferences implements PreferenceStore {
  private readonly profileDir: string;

  constructor(profileDir: string) {
    this.profileDir = profileDir;
  }

  read(): unknown {
    try {
      return this.open().store;
    } catch (cause) {
      if (isSystemError(cause)) return {};
      throw cause;
    }
  }

  write(values: Readonly<Record<string, unknown>>): void {
    this.open().store = { ...values };
  }

  /** Opening reads the file, so it fails where the file cannot be read. */
  private open(): ElectronStore {
    try {
      return new ElectronStore({
        cwd: this.profileDir,
        name: 'preferences',
        clearInvalidConfig: true,
        configFileMode: 0o600,
      });
    } finally {
      ipcMain.removeAllListeners(ELECTRON_STORE_CHANNEL);
    }
  }
}
