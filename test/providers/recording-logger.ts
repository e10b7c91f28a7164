import type { LogFields, Logger } from '../../electron/services/ports/logger.ts';

/** Keeps every line, so that a test can search them. */
export class RecordingLogger implements Logger {
  readonly lines: string[] = [];

  info(event: string, fields: LogFields = {}): void {
    this.lines.push(JSON.stringify({ event, ...fields }));
  }

  warn(event: string, fields: LogFields = {}): void {
    this.info(event, fields);
  }

  bug(event: string, cause: unknown): string {
    this.lines.push(`${event} ${String(cause)}`);
    return 'bug';
  }
}
