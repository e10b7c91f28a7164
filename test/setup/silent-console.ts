import { afterEach, beforeEach } from 'vitest';

const methods = ['debug', 'error', 'info', 'log', 'trace', 'warn'] as const;
const originals = new Map(methods.map((method) => [method, console[method]] as const));
let printed: string[] = [];

/** A test that prints hides the next warning that matters, and may print a secret: it fails. */
beforeEach(() => {
  printed = [];
  for (const method of methods) {
    console[method] = (...values: unknown[]): void => {
      printed.push(`console.${method}: ${values.map(String).join(' ')}`);
    };
  }
});

afterEach(() => {
  for (const [method, original] of originals) console[method] = original;
  if (printed.length > 0) throw new Error(`The test printed:\n${printed.join('\n')}`);
});
