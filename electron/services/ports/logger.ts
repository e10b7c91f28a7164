/** Structured log with typed fields only; every line passes redaction. Inputs to commands are never logged. */
export interface Logger {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  /** Logs a bug and answers the reference a person can quote. */
  bug(event: string, cause: unknown): string;
}

export type LogFields = Readonly<Record<string, string | number | boolean | null>>;
