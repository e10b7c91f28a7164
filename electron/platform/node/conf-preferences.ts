import Conf from 'conf';
import type { PreferenceStore } from '../../services/ports/preference-store.ts';

/** Preferences outside Electron, in the file format that electron-store uses too. */
export class ConfPreferences implements PreferenceStore {
  private readonly conf: Conf;

  constructor(profileDir: string) {
    this.conf = new Conf<Record<string, unknown>>({
      projectName: 'rekey',
      cwd: profileDir,
      configName: 'preferences',
      clearInvalidConfig: true,
      configFileMode: 0o600,
    });
  }

  read(): unknown {
    return this.conf.store;
  }

  write(values: Readonly<Record<string, unknown>>): void {
    this.conf.store = { ...values };
  }
}
