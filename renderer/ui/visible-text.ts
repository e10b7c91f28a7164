/**
 * What can hide in a name: C0 and C1 controls, soft hyphen, bidirectional controls, zero-width and
 * other format characters, tags, variation selectors, line and paragraph separators, lone surrogates.
 */
const hidingCharacters = new RegExp(
  [
    String.raw`\p{Cc}|\p{Cf}|\p{Co}|\p{Cs}|\p{Zl}|\p{Zp}`,
    // Fillers that draw nothing though they count as letters or marks.
    String.raw`\u034f|\u115f|\u1160|\u17b4|\u17b5|\u3164|\uffa0`,
    // Variation selectors; the one that makes a pictograph colourful is ordinary after one.
    String.raw`[\ufe00-\ufe0e]|[\u{e0100}-\u{e01ef}]|(?<!\p{Extended_Pictographic})\ufe0f`,
  ].join('|'),
  'gu',
);

/**
 * Text of unknown origin made safe to look at: characters that hide, reorder or break are written
 * out (`⟨U+202E⟩`) and anything longer than `limit` code points ends in an ellipsis.
 */
export function visibleText(text: string, limit = 200): string {
  // A code point takes at most two units, so this never walks through a text of megabytes.
  const codePoints = Array.from(text.slice(0, limit * 2 + 1));
  const isLong = codePoints.length > limit;
  const shown = isLong ? codePoints.slice(0, limit).join('') : text;
  const escaped = shown.replace(hidingCharacters, escapeCharacter);
  return isLong ? `${escaped}…` : escaped;
}

function escapeCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩`;
}
