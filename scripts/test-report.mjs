import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

/** What every secret in a test contains, so that a leaked one can be found. */
const canary = 'RKCANARY';

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/**
 * @param {Counts[]} counts
 * @returns {Counts}
 */
export function addUp(counts) {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const { passed, failed, skipped } of counts) {
    sum.passed += passed;
    sum.failed += failed;
    sum.skipped += skipped;
  }
  return sum;
}

/**
 * The tests in a report of Vitest or Playwright; null when the runner wrote none.
 * @param {string} path
 * @returns {Counts | null}
 */
export function readCounts(path) {
  if (!existsSync(path)) return null;
  /** @type {unknown} */
  const report = JSON.parse(readFileSync(path, 'utf8'));
  return readPlaywright(report) ?? readVitest(report);
}

/**
 * @param {unknown} report
 * @returns {Counts | null}
 */
function readPlaywright(report) {
  const stats = objectAt(report, 'stats');
  if (stats === null) return null;
  const errors = Array.isArray(propertyOf(report, 'errors')) ? propertyOf(report, 'errors') : [];
  const broken = Array.isArray(errors) ? errors.length : 0;
  return {
    passed: numberAt(stats, 'expected'),
    failed: numberAt(stats, 'unexpected') + numberAt(stats, 'flaky') + broken,
    skipped: numberAt(stats, 'skipped'),
  };
}

/**
 * @param {unknown} report
 * @returns {Counts}
 */
function readVitest(report) {
  const suites = propertyOf(report, 'testResults');
  // A file that cannot be imported fails without a single test in it.
  const broken = (Array.isArray(suites) ? suites : []).filter(
    (suite) => propertyOf(suite, 'status') === 'failed' && !hasFailedTest(suite),
  ).length;
  return {
    passed: numberAt(report, 'numPassedTests'),
    failed: numberAt(report, 'numFailedTests') + broken,
    skipped: numberAt(report, 'numPendingTests') + numberAt(report, 'numTodoTests'),
  };
}

/** @param {unknown} suite */
function hasFailedTest(suite) {
  const tests = propertyOf(suite, 'assertionResults');
  return Array.isArray(tests) && tests.some((test) => propertyOf(test, 'status') === 'failed');
}

/**
 * @param {unknown} value
 * @param {string} name
 * @returns {unknown}
 */
function propertyOf(value, name) {
  return typeof value === 'object' && value !== null && name in value
    ? Object.getOwnPropertyDescriptor(value, name)?.value
    : undefined;
}

/**
 * @param {unknown} value
 * @param {string} name
 */
function objectAt(value, name) {
  const inner = propertyOf(value, name);
  return typeof inner === 'object' ? inner : null;
}

/**
 * @param {unknown} value
 * @param {string} name
 */
function numberAt(value, name) {
  const number = propertyOf(value, name);
  return typeof number === 'number' ? number : 0;
}

/**
 * Looks for a secret in all that the lanes printed and left behind.
 * @param {string} dir
 * @returns {{ files: number, hits: string[] }} how many files were read, and which hold a secret
 */
export function searchForCanary(dir) {
  const files = readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  // Colours may cut a secret in two; Latin-1 keeps every byte of a picture.
  const hits = files.filter((path) =>
    stripVTControlCharacters(readFileSync(path, 'latin1')).includes(canary),
  );
  return { files: files.length, hits };
}
