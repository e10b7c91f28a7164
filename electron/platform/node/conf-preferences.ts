import Conf from 'conf';
import type { PreferenceStore } from '../../services/ports/preference-store.ts';
import { isSystemError } from '../system-error.ts';

/** Preferences outside Electron, in the file format that electron-store uses too. */
export class ConfPreferences implements PreferenceStore {
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
  private open(): Conf {
    return new Conf<Record<string, unknown>>({
      projectName: 'rekey',
      cwd: this.profileDir,
      configName: 'preferences',
      clearInvalidConfig: true,
      configFileMode: 0o600,
    });
  }
}
