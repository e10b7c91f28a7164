import { describe, expect, it } from 'vitest';
import type { DiffLine } from '../../../../renderer/ui/diff-line.ts';
import { foldUnchangedLines } from '../../../../renderer/ui/fold-unchanged-lines.ts';

const unchanged = (text: string): DiffLine => ({ kind: 'unchanged', text });
const added = (text: string): DiffLine => ({ kind: 'added', text });
const removed = (text: string): DiffLine => ({ kind: 'removed', text });

describe('foldUnchangedLines', () => {
  it('folds a run longer than what is shown', () => {
    const lines = [added('a'), unchanged('b'), unchanged('c'), unchanged('d'), removed('e')];
    expect(foldUnchangedLines(lines, 2)).toEqual([
      { kind: 'lines', lines: [added('a')] },
      { kind: 'folded', lines: [unchanged('b'), unchanged('c'), unchanged('d')] },
      { kind: 'lines', lines: [removed('e')] },
    ]);
  });

  it('keeps short runs beside the changes, in one list', () => {
    const lines = [added('a'), unchanged('b'), removed('c')];
    expect(foldUnchangedLines(lines, 2)).toEqual([{ kind: 'lines', lines }]);
  });

  it('never folds a change', () => {
    const lines = Array.from({ length: 50 }, (_, index) => removed(String(index)));
    expect(foldUnchangedLines(lines, 0)).toEqual([{ kind: 'lines', lines }]);
  });

  it('gives nothing for nothing', () => {
    expect(foldUnchangedLines([], 2)).toEqual([]);
  });
});
