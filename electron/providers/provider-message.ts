import type { JsonValue } from './bounded-json.ts';
import type { ResponseBody } from './response-body.ts';

const MAX_LENGTH = 200;
/** Enough for a whole key behind the last character that is shown; keeps the patterns fast. */
const MAX_READ = 2_000;
/** Controls, and the marks with which a text can be made to read backwards. */
const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]+/gu;
/** Prefixed keys, bearer tokens, and any run too long or too mixed to be a word. */
const keyLike =
  /(?:sec|pub|sub)-c-\S*|\b(?:si|ask|sk|pk|sess)[-_]\S{6,}|\bbearer\s+\S+|[A-Za-z0-9+/=_.~-]{24,}|\b(?=[A-Za-z_-]*\d)[\w-]{16,}/giu;

/**
 * A provider's own words for a refusal, fit to be shown: cleaned, cut, without anything that looks
 * like a key. Null when there are none, or when they repeat a secret that was sent.
 */
export function providerMessage(body: ResponseBody, sentSecrets: readonly string[]): string | null {
  const text = body.kind === 'json' ? textOf(body.value) : null;
  if (text === null || sentSecrets.some((secretValue) => repeats(text, secretValue))) return null;
  const cleaned = text
    .slice(0, MAX_READ)
    .replaceAll(unprintable, ' ')
    .replaceAll(keyLike, '…')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return cleaned === '' ? null : [...cleaned].slice(0, MAX_LENGTH).join('');
}

/** Where providers put their sentence: `message` or `error`, as text, list or nested object. */
function textOf(value: JsonValue): string | null {
  if (typeof value === 'string') return value;
  if (isList(value)) return value.filter((item) => typeof item === 'string').join(' ') || null;
  if (typeof value !== 'object' || value === null) return null;
  return textOf(value['message'] ?? null) ?? textOf(value['error'] ?? null);
}

/** `Array.isArray` does not narrow a readonly list. */
const isList = (value: JsonValue): value is readonly JsonValue[] => Array.isArray(value);

function repeats(text: string, secretValue: string): boolean {
  if (secretValue === '') return false;
  const forms = [
    secretValue,
    JSON.stringify(secretValue).slice(1, -1),
    encodeURIComponent(secretValue.toWellFormed()),
  ];
  const lowerCase = text.toLowerCase();
  return forms.some((form) => lowerCase.includes(form.toLowerCase()));
}
