import { homedir } from 'node:os';
import { LiveSecrets } from './live-secrets.ts';

const HIDDEN = '[redacted]';
/** Longer texts are not worth searching, and are not shown. */
const MAX_LENGTH = 256 * 1_024;

/** Names in JSON, in addresses and in messages whose values are secrets. */
const secretName = String.raw`(?:password|passwd|passphrase|secret|token|api_?key)[\w-]{0,40}`;
/** Between a name and its value, with the quotes and backslashes of nested JSON. */
const assignment = String.raw`\\{0,9}["']?\s{0,9}[:=]\s{0,9}`;

/**
 * What secrets and credentials look like, whoever made them. Each pattern starts at a fixed word or
 * at the beginning of a run, or is bounded, so that hostile text costs linear time.
 */
const patterns: readonly (readonly [pattern: RegExp, replacement: string])[] = [
  [/-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY-----[^]*?(?:-----END [A-Z0-9 ]{0,40}-----|$)/g, HIDDEN],
  // V8 quotes the text that it could not parse.
  [/"[^]{0,200}?"(?:\.\.\.)? is not valid JSON/g, `"${HIDDEN}" is not valid JSON`],
  // PubNub: secret, publish and subscribe keys.
  [/(sec|pub|sub)-c-[\w-]+/gi, `$1-c-${HIDDEN}`],
  // Ably: app and key before the colon, the secret after it.
  [/(?<![\w-])([\w-]{4,64}\.[\w-]{4,64}):[\w+/=-]{8,}/g, `$1:${HIDDEN}`],
  // JSON web tokens.
  [/(?<![\w-])eyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?/g, HIDDEN],
  // ActivitySmith's keys; PubNub's service integrations.
  [/(?<![A-Za-z0-9])(ask|si)_[\w-]{4,}/g, `$1_${HIDDEN}`],
  // Headers.
  [/\b(Bearer|Basic)\s{1,9}[^\s"',;]+/gi, `$1 ${HIDDEN}`],
  [
    new RegExp(
      String.raw`\b((?:x-session-token|authorization|(?:set-)?cookie)${assignment})\\{0,9}["']?[^"'\\\n]+`,
      'gi',
    ),
    `$1${HIDDEN}`,
  ],
  // User and password in an address, then values in it.
  [/(:\/\/)[^\s/@"']{1,300}@/g, `$1${HIDDEN}@`],
  [
    /([?&;#][\w.-]{0,40}?(?:signature|token|auth|secret|password|passwd|key|session|code)[\w.-]{0,40}=)[^&#\s"'<>\\]+/gi,
    `$1${HIDDEN}`,
  ],
  // Named values: quoted up to the same quote, else up to the next space; numbers are no secrets.
  [
    new RegExp(
      String.raw`(${secretName}${assignment})(\\{0,9}["'])(?:\\[^]|[^\\]){0,4000}?(?:\2|$)`,
      'gi',
    ),
    `$1$2${HIDDEN}$2`,
  ],
  [
    new RegExp(
      String.raw`(${secretName}${assignment})(?!(?:-?[\d.]+|true|false|null)(?![\w-]))[^\s"'\\,;&{}[\]]+`,
      'gi',
    ),
    `$1${HIDDEN}`,
  ],
  // Bytes as numbers, as pairs of hexadecimal digits, as percent codes.
  [/\d{1,3}(?:\s?,\s{0,9}(?:"\d{1,6}":\s?)?\d{1,3}){11,}/g, HIDDEN],
  [/[0-9a-f]{2}(?:[ :-][0-9a-f]{2}){11,}/gi, HIDDEN],
  [/(?:%[0-9a-f]{2}){8,}/gi, HIDDEN],
];

const fieldOfSecret = new RegExp(`${secretName}|authorization|cookie`, 'i');

/** Hexadecimal or base 64, also wrapped over lines or with percent codes. */
const longRun =
  /(?:[\w+/-]|%2[bf]){32,}(?:\r?\n[\w+/-]{1,76}(?![\w+/-]))*(?:={1,2}|(?:%3d){1,2})?/gi;

/** Keeps secrets out of logs when everything before has failed. */
export class Redactor {
  private readonly liveSecrets = new LiveSecrets();
  private readonly places: readonly (readonly [path: string, label: string])[];

  /** `appDir` is shown as `<app>`, so that stacks stay readable without naming the machine's folders. */
  constructor(options: { readonly homeDir?: string; readonly appDir?: string } = {}) {
    const { homeDir = homedir(), appDir = '' } = options;
    this.places = [...writtenPaths(appDir, '<app>'), ...writtenPaths(homeDir, '~')];
  }

  /** From now on this value is hidden, whole or in part, raw or encoded. */
  registerSecret(secretValue: string): void {
    this.liveSecrets.register(secretValue);
  }

  /** The text without what is or looks like a secret, and without the person's folders. */
  redactAll(text: string): string {
    if (text.length > MAX_LENGTH) return `[${text.length} characters not shown]`;
    let redacted = this.hideLiveSecrets(text);
    for (const [path, label] of this.places) redacted = redacted.replaceAll(path, label);
    redacted = redacted.replace(/(?:\/home\/|\/Users\/|[A-Za-z]:\\+Users\\+)[^\s/\\:"']+/g, '~');
    for (const [pattern, replacement] of patterns) {
      redacted = redacted.replace(pattern, replacement);
    }
    return redacted.replace(longRun, hideUnlessWords);
  }

  /** As `redactAll`; a value whose name says that it is a secret is not shown at all. */
  redactField(name: string, value: string): string {
    return fieldOfSecret.test(name) ? HIDDEN : this.redactAll(value);
  }

  private hideLiveSecrets(text: string): string {
    let shown = '';
    let shownUntil = 0;
    for (const [start, end] of this.liveSecrets.find(text)) {
      shown += text.slice(shownUntil, start) + HIDDEN;
      shownUntil = end;
    }
    return shown + text.slice(shownUntil);
  }
}

/** Paths and hyphenated words have neither digits nor capitals; 32 characters of a key have some. */
function hideUnlessWords(run: string): string {
  return /[A-Z0-9]/.test(run) ? HIDDEN : run;
}

function writtenPaths(path: string, label: string): readonly (readonly [string, string])[] {
  // None, or the root folder: replacing it would replace every slash.
  if (path.length < 3) return [];
  const escaped = JSON.stringify(path).slice(1, -1);
  const encoded = encodeURI(path.replaceAll('\\', '/'));
  return [...new Set([path, escaped, encoded])].map((form) => [form, label]);
}
