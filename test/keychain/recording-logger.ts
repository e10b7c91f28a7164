import type { LogFields, Logger } from '../../electron/services/ports/logger.ts';

/** Keeps what was logged, for tests that ask why something failed. */
export class RecordingLogger implements Logger {
  readonly entries: { readonly event: string; readonly fields: LogFields }[] = [];

  info(event: string, fields: LogFields = {}): void {
    this.entries.push({ event, fields });
  }

  warn(event: string, fields: LogFields = {}): void {
    this.entries.push({ event, fields });
  }

  bug(event: string, cause: unknown): string {
    this.entries.push({ event, fields: { cause: String(cause) } });
    return 'reference';
  }

  /** The texts of the keychain library, in order. */
  get texts(): readonly string[] {
    return this.entries.map(({ fields }) => String(fields['text']));
  }
}
