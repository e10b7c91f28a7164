/** `npm run bench`: prints every figure beside its target and writes bench/results.json. */
import { writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { measureFirstRow } from './first-row.ts';
import type { Figure } from './figure.ts';
import { measureSync } from './sync.ts';

const figures: Figure[] = [...(await measureSync()), ...(await measureFirstRow())];

const rows = figures.map((figure) => ({
  figure: figure.name,
  measured: `${format(figure.measured)} ${figure.unit}`,
  spread: `${format(figure.minimum)}–${format(figure.maximum)}`,
  target: figure.target === null ? '—' : `≤ ${format(figure.target)} ${figure.unit}`,
  ratio: figure.target === null ? '—' : (figure.measured / figure.target).toFixed(2),
  verdict: verdictOf(figure),
}));
process.stdout.write(`${tableOf(rows)}\n`);

const machine = {
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  memoryBytes: totalmem(),
};
const results = { at: new Date().toISOString(), node: process.version, machine, figures };
writeFileSync(new URL('results.json', import.meta.url), `${JSON.stringify(results, null, 2)}\n`);
process.exitCode = figures.some((figure) => verdictOf(figure) === 'missed') ? 1 : 0;

function verdictOf({ measured, target }: Figure): 'met' | 'missed' | 'reported' {
  if (target === null) return 'reported';
  return measured <= target ? 'met' : 'missed';
}

function format(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toFixed(2);
}

function tableOf(lines: readonly Readonly<Record<string, string>>[]): string {
  const columns = Object.keys(lines[0] ?? {});
  const widths = columns.map((column) =>
    Math.max(column.length, ...lines.map((line) => (line[column] ?? '').length)),
  );
  const draw = (cells: readonly string[]): string =>
    cells.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join('  ');
  return [
    draw(columns),
    draw(widths.map((width) => '-'.repeat(width))),
    ...lines.map((line) => draw(columns.map((column) => line[column] ?? ''))),
  ].join('\n');
}
