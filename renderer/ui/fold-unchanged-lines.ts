import type { DiffLine } from './diff-line.ts';

export type DiffSection =
  { kind: 'lines'; lines: readonly DiffLine[] } | { kind: 'folded'; lines: readonly DiffLine[] };

/** Runs of more than `maxShown` unchanged lines become one section that can be unfolded. */
export function foldUnchangedLines(lines: readonly DiffLine[], maxShown: number): DiffSection[] {
  const sections: DiffSection[] = [];
  let start = 0;
  while (start < lines.length) {
    const isUnchanged = lines[start]?.kind === 'unchanged';
    let end = start + 1;
    while (end < lines.length && (lines[end]?.kind === 'unchanged') === isUnchanged) end += 1;
    const run = lines.slice(start, end);
    const kind = isUnchanged && run.length > maxShown ? 'folded' : 'lines';
    const last = sections.at(-1);
    if (kind === 'lines' && last?.kind === 'lines') {
      sections[sections.length - 1] = { kind, lines: [...last.lines, ...run] };
    } else {
      sections.push({ kind, lines: run });
    }
    start = end;
  }
  return sections;
}
