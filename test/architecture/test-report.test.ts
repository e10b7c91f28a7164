import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { addUp, readCounts, searchForCanary } from '../../scripts/test-report.mjs';

const dir = mkdtempSync(join(tmpdir(), 'rekey-report-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const report = (name: string, content: unknown): string => {
  const path = join(dir, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
};
/** Written in two halves, or this file would be a hit itself. */
const canary = ['RK', 'CANARY'].join('');

describe('the count of tests', () => {
  it('reads a report of Vitest', () => {
    const path = report('vitest.json', {
      numPassedTests: 5,
      numFailedTests: 1,
      numPendingTests: 2,
      numTodoTests: 1,
      testResults: [{ status: 'failed', assertionResults: [{ status: 'failed' }] }],
    });
    expect(readCounts(path)).toEqual({ passed: 5, failed: 1, skipped: 3 });
  });

  it('counts a file that could not be imported as a failure', () => {
    const path = report('broken.json', {
      numPassedTests: 5,
      numFailedTests: 0,
      testResults: [{ status: 'failed', assertionResults: [] }],
    });
    expect(readCounts(path)?.failed).toBe(1);
  });

  it('reads a report of Playwright, its own errors included', () => {
    const path = report('playwright.json', {
      stats: { expected: 7, unexpected: 1, flaky: 1, skipped: 2 },
      errors: [{ message: 'the config is broken' }],
    });
    expect(readCounts(path)).toEqual({ passed: 7, failed: 3, skipped: 2 });
  });

  it('has no answer when the runner left no report', () => {
    expect(readCounts(join(dir, 'absent.json'))).toBeNull();
  });

  it('adds the lanes up', () => {
    const lane = { passed: 1, failed: 2, skipped: 3 };
    expect(addUp([lane, lane])).toEqual({ passed: 2, failed: 4, skipped: 6 });
  });
});

describe('the search for canaries', () => {
  it('finds a secret in any file, even one cut by colours', () => {
    const plain = report('plain.log', `before sec-c-abcde${canary}0f after`);
    const coloured = report('coloured.log', `sec-c-abcdeRK\u001b[31mCANARY\u001b[39m0f`);
    report('clean.log', 'nothing here');
    const { hits } = searchForCanary(dir);
    expect(hits.sort()).toEqual([coloured, plain].sort());
  });
});
