/** What hides, reorders or breaks: controls, format characters, separators, what is not assigned. */
const hidingCharacters = /[\p{C}\p{Zl}\p{Zp}]/gu;

/**
 * Text of unknown origin as Markdown code, in which nothing is markup, a link or HTML. Characters that
 * hide are written out (`⟨U+202E⟩`); what is longer than `limit` code points ends in an ellipsis.
 */
export function markdownCode(text: string, limit = 300): string {
  const codePoints = [...text];
  const cut =
    codePoints.length > limit ? `${codePoints.slice(0, limit).join('')}…` : codePoints.join('');
  const visible = cut.replace(hidingCharacters, writtenOut);
  if (visible.trim() === '') return '(empty)';
  const longestRun = Math.max(0, ...(visible.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longestRun + 1);
  const space = longestRun > 0 ? ' ' : '';
  return `${fence}${space}${visible}${space}${fence}`;
}

/** A table of cells that are Markdown already. */
export function markdownTable(
  header: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', String.raw`\|`)).join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}

export const markdownList = (items: readonly string[]): string =>
  items.map((item) => `- ${item}`).join('\n');

/** Sections with a blank line between them and one line end at the end. */
export const markdownPage = (sections: readonly (string | null)[]): string =>
  `${sections.filter((section) => section !== null).join('\n\n')}\n`;

/** Universal time to the second, the same on every machine. */
export const markdownTime = (instant: number): string =>
  `${new Date(instant).toISOString().slice(0, 19).replace('T', ' ')} UTC`;

/** "1 d 2 h 3 min 4 s", without the parts that are nothing. */
export function markdownDuration(durationMs: number): string {
  const seconds = Math.round(durationMs / 1_000);
  const parts = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3_600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ] as const;
  const shown = parts.filter(([count]) => count > 0);
  return shown.length === 0
    ? '0 s'
    : shown.map(([count, unit]) => `${String(count)} ${unit}`).join(' ');
}

const writtenOut = (character: string): string =>
  `⟨U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`;
