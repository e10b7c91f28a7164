import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { rootDir } from './planted-tree.ts';
import type { SizeException } from './size-exceptions.ts';

export interface Limits {
  readonly file: number;
  readonly function: number;
  /** A component draws a screen and may be longer than a function that decides. */
  readonly component: number;
  /** Files that are an outline of everything else. */
  readonly byFile: Readonly<Record<string, number>>;
}

type Size = Omit<SizeException, 'reason'>;

/** Everything in the files that is longer than it should be. */
export function oversized(paths: readonly string[], limits: Limits): Size[] {
  return paths.flatMap((file) => {
    const text = readFileSync(join(rootDir, file), 'utf8');
    const lines = text.trimEnd().split('\n').length;
    const isLong = lines > (limits.byFile[file] ?? limits.file);
    const functions = file.endsWith('.css') ? [] : longFunctions(file, text, limits);
    return [...(isLong ? [{ file, lines }] : []), ...functions];
  });
}

function longFunctions(file: string, text: string, limits: Limits): Size[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: Size[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body !== undefined) {
      const functionName = nameOf(node);
      const lines = lineAt(source, node.end) - lineAt(source, node.getStart()) + 1;
      const isComponent = file.endsWith('.tsx') && /^[A-Z]/.test(functionName);
      if (lines > (isComponent ? limits.component : limits.function)) {
        found.push({ file, functionName, lines });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const lineAt = (source: ts.SourceFile, position: number): number =>
  source.getLineAndCharacterOfPosition(position).line;

function nameOf(node: ts.SignatureDeclaration): string {
  if (node.name !== undefined) return node.name.getText();
  const holder = node.parent;
  const isNamedByHolder = ts.isVariableDeclaration(holder) || ts.isPropertyAssignment(holder);
  return isNamedByHolder ? holder.name.getText() : '(anonymous)';
}
