export type JsonValue =
  null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** Why a text was not taken: no JSON, more of it than any answer needs, or a number that would change. */
export type JsonProblem = 'not-json' | 'too-large' | 'inexact-number';

export type BoundedJson =
  | { readonly ok: true; readonly value: JsonValue }
  | { readonly ok: false; readonly problem: JsonProblem };

const MAX_DEPTH = 32;
const MAX_NODES = 200_000;
/** In UTF-16 units after unescaping: ten thousand emoji in a name stay below it. */
const MAX_STRING_UNITS = 64 * 1_024;
const pollutingKeys: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Parses JSON from a server nobody vouches for. The limits are checked in one pass before parsing,
 * because V8 parses a million levels happily and everything after it would not.
 */
export function parseBoundedJson(text: string): BoundedJson {
  const problem = new LimitScan(text).problem();
  if (problem !== null) return { ok: false, problem };
  try {
    return { ok: true, value: rebuilt(JSON.parse(text)) };
  } catch (cause) {
    if (cause instanceof SyntaxError) return { ok: false, problem: 'not-json' };
    throw cause;
  }
}

/** Walks the text once, by character codes because lists are long; grammar is left to `JSON.parse`. */
class LimitScan {
  private readonly text: string;
  private at = 0;
  private depth = 0;
  private nodes = 0;

  constructor(text: string) {
    this.text = text;
  }

  problem(): JsonProblem | null {
    while (this.at < this.text.length) {
      const problem = this.token(this.text.charCodeAt(this.at));
      if (problem !== null) return problem;
      if (this.depth > MAX_DEPTH || this.nodes > MAX_NODES) return 'too-large';
    }
    return this.depth === 0 ? null : 'not-json';
  }

  private token(code: number): JsonProblem | null {
    switch (code) {
      case charCode.openBrace:
      case charCode.openBracket:
        this.nodes += 1;
        this.depth += 1;
        break;
      case charCode.closeBrace:
      case charCode.closeBracket:
        this.depth -= 1;
        if (this.depth < 0) return 'not-json';
        break;
      case charCode.quote:
        this.nodes += 1;
        return this.string();
      case charCode.t:
      case charCode.f:
      case charCode.n:
        this.nodes += 1;
        break;
      default:
        if (code === charCode.minus || (code >= charCode.zero && code <= charCode.nine)) {
          this.nodes += 1;
          return this.number();
        }
    }
    this.at += 1;
    return null;
  }

  private string(): JsonProblem | null {
    const { text } = this;
    let at = this.at + 1;
    let units = 0;
    for (; at < text.length; units += 1) {
      const code = text.charCodeAt(at);
      if (code === charCode.quote) break;
      if (code !== charCode.backslash) at += 1;
      else at += text.charCodeAt(at + 1) === charCode.u ? 6 : 2;
    }
    this.at = at + 1;
    if (units > MAX_STRING_UNITS) return 'too-large';
    return at < text.length ? null : 'not-json';
  }

  private number(): JsonProblem | null {
    const start = this.at;
    while (isOfNumber(this.text.charCodeAt(this.at))) this.at += 1;
    const value = Number(this.text.slice(start, this.at));
    if (Number.isNaN(value)) return 'not-json';
    const isExact =
      Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value));
    return isExact ? null : 'inexact-number';
  }
}

const charCode = {
  quote: 0x22,
  plus: 0x2b,
  minus: 0x2d,
  dot: 0x2e,
  zero: 0x30,
  nine: 0x39,
  upperE: 0x45,
  openBracket: 0x5b,
  backslash: 0x5c,
  closeBracket: 0x5d,
  e: 0x65,
  f: 0x66,
  n: 0x6e,
  t: 0x74,
  u: 0x75,
  openBrace: 0x7b,
  closeBrace: 0x7d,
} as const;

const isOfNumber = (code: number): boolean =>
  (code >= charCode.zero && code <= charCode.nine) ||
  code === charCode.minus ||
  code === charCode.plus ||
  code === charCode.dot ||
  code === charCode.e ||
  code === charCode.upperE;

/** Copies into fresh literals without the keys that reach a prototype. Depth is bounded by now. */
function rebuilt(value: unknown): JsonValue {
  if (Array.isArray(value)) return value.map(rebuilt);
  if (typeof value === 'object' && value !== null) {
    const copy: Record<string, JsonValue> = {};
    for (const [key, item] of Object.entries(value)) {
      if (!pollutingKeys.has(key)) copy[key] = rebuilt(item);
    }
    return copy;
  }
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'number') return value;
  throw new TypeError('JSON holds no other type');
}
