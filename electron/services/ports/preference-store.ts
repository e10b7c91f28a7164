/** Preferences on disk: electron-store in Electron, conf elsewhere. Nothing we cannot lose goes here. */
export interface PreferenceStore {
  /** Unparsed; an unreadable file answers an empty object. */
  read(): unknown;
  write(values: Readonly<Record<string, unknown>>): void;
}
