import type { Clock } from '../services/ports/clock.ts';
import type { IdSource } from '../services/ports/id-source.ts';
import type { LogFields, Logger } from '../services/ports/logger.ts';
import type { Redactor } from './redaction.ts';

const MAX_NAME_LENGTH = 100;
const MAX_FIELD_LENGTH = 2_000;
const MAX_STACK_LENGTH = 8_000;
const MAX_CAUSES = 5;

/** Where finished lines go. */
export interface LogSink {
  write(line: string): void;
}

/** One line of JSON per event; nothing reaches the sink without passing the redactor. */
export class JsonLogger implements Logger {
  private readonly clock: Clock;
  private readonly ids: IdSource;
  private readonly redactor: Redactor;
  private readonly sink: LogSink;

  constructor(deps: { clock: Clock; ids: IdSource; redactor: Redactor; sink: LogSink }) {
    this.clock = deps.clock;
    this.ids = deps.ids;
    this.redactor = deps.redactor;
    this.sink = deps.sink;
  }

  info(event: string, fields: LogFields = {}): void {
    this.write('info', event, this.clean(fields));
  }

  warn(event: string, fields: LogFields = {}): void {
    this.write('warn', event, this.clean(fields));
  }

  bug(event: string, cause: unknown): string {
    const reference = this.ids.base32(8);
    this.write('bug', event, { reference, stack: this.describeChain(cause) });
    return reference;
  }

  private write(level: 'info' | 'warn' | 'bug', event: string, cleanFields: LogFields): void {
    const time = new Date(this.clock.now()).toISOString();
    const line = JSON.stringify({
      ...cleanFields,
      time,
      level,
      event: this.cut(this.redactor.redactAll(event), MAX_NAME_LENGTH),
    });
    // A terminal obeys C1 control characters, which JSON leaves as they are.
    this.sink.write(line.replace(/[\u007f-\u009f]/g, escapeCharacter));
  }

  /** Every string by itself and before JSON, whose backslashes would split a secret. */
  private clean(fields: LogFields): LogFields {
    const clean: Record<string, string | number | boolean | null> = {};
    for (const [name, value] of Object.entries(fields)) {
      clean[this.cut(this.redactor.redactAll(name), MAX_NAME_LENGTH)] =
        typeof value === 'string'
          ? this.cut(this.redactor.redactField(name, value), MAX_FIELD_LENGTH)
          : value;
    }
    return clean;
  }

  /** After redaction: half a secret matches no pattern. */
  private cut(redactedText: string, maxLength: number): string {
    return redactedText.length > maxLength
      ? `${redactedText.slice(0, maxLength).toWellFormed()}…`
      : redactedText;
  }

  private describeChain(cause: unknown): string {
    const descriptions: string[] = [];
    let current = cause;
    while (current !== undefined && current !== null && descriptions.length < MAX_CAUSES) {
      const description = this.redactor.redactAll(describe(current));
      descriptions.push(this.cut(description, MAX_STACK_LENGTH));
      current = current instanceof Error ? readSafely(current, 'cause') : undefined;
    }
    return descriptions.join('\ncaused by: ');
  }
}

/** Never the properties of what was thrown: they hold requests, headers and bodies. */
function describe(cause: unknown): string {
  if (typeof cause === 'string') return `thrown text: ${cause}`;
  if (!(cause instanceof Error)) return `thrown ${typeof cause}`;
  const { name, message, code, stack } = {
    name: readSafely(cause, 'name'),
    message: readSafely(cause, 'message'),
    code: readSafely(cause, 'code'),
    stack: readSafely(cause, 'stack'),
  };
  const headline = `${textOr(name, 'Error')}: ${textOr(message, '')}`;
  const frames = textOr(stack, '');
  const parts = [
    // The stack keeps the message from the time of its making, usually the same.
    ...(frames.includes(textOr(message, '')) && frames !== '' ? [] : [headline]),
    frames,
    ...(typeof code === 'string' ? [`code: ${code}`] : []),
  ];
  return parts.filter((part) => part !== '').join('\n');
}

const textOr = (value: unknown, fallback: string): string =>
  typeof value === 'string' ? value : fallback;

/** Errors of other libraries may compute their properties, and fail at it. */
function readSafely(error: Error, property: string): unknown {
  try {
    return Reflect.get(error, property);
  } catch {
    return undefined;
  }
}

function escapeCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
