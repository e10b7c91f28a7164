import { ipcMain } from 'electron';
import ElectronStore from 'electron-store';
import type { PreferenceStore } from '../../services/ports/preference-store.ts';

/** The channel that electron-store opens for renderers; ours must not reach it. */
const ELECTRON_STORE_CHANNEL = 'electron-store-get-data';

/** Preferences in the profile folder, mode 0600. */
export class ElectronPreferences implements PreferenceStore {
  private readonly store: ElectronStore;

  constructor(profileDir: string) {
    this.store = new ElectronStore({
      cwd: profileDir,
      name: 'preferences',
      clearInvalidConfig: true,
      configFileMode: 0o600,
    });
    ipcMain.removeAllListeners(ELECTRON_STORE_CHANNEL);
  }

  read(): unknown {
    return this.store.store;
  }

  write(values: Readonly<Record<string, unknown>>): void {
    this.store.store = { ...values };
  }
}
