/**
 * Checks the imports of the tree against `dependency-rules.mjs`; run by `npm run check`.
 *
 * With an unsupported TypeScript the cruiser finds no modules, reports no violations and exits 0,
 * so a cruise of suspiciously few modules fails.
 */
import { join } from 'node:path';
import { cruise } from 'dependency-cruiser';
import rules from './dependency-rules.mjs';

const rootDir = join(import.meta.dirname, '../..');
const leastModules = 50;

/** @typedef {{ rule: string, from: string, to: string }} Violation */

/**
 * Cruises `electron`, `renderer` and `shared` under `treeDir`.
 * @param {string} treeDir
 * @returns {Promise<{ moduleCount: number, violations: Violation[] }>}
 */
export async function cruiseTree(treeDir) {
  const { enhancedResolveOptions, ...options } = rules.options;
  const { output } = await cruise(
    ['electron', 'renderer', 'shared'],
    { ...options, baseDir: treeDir, validate: true, ruleSet: { forbidden: rules.forbidden } },
    enhancedResolveOptions,
  );
  if (typeof output === 'string') throw new Error('The cruiser answered text instead of a result');

  const violations = output.summary.violations.map(({ rule, from, to }) => ({
    rule: rule.name,
    from,
    to,
  }));
  const moduleCount = output.modules.filter((module) =>
    /^(electron|renderer|shared)\//.test(module.source),
  ).length;
  return { moduleCount, violations };
}

/**
 * The sentences of a failed check; empty when all is well.
 * @param {{ moduleCount: number, violations: Violation[] }} result
 * @returns {string[]}
 */
export function complaints({ moduleCount, violations }) {
  const sentences = violations.map(({ rule, from, to }) => `${rule}: ${from} → ${to}`);
  if (moduleCount < leastModules) {
    sentences.push(`Only ${moduleCount} modules were cruised: the checker itself is broken.`);
  }
  return sentences;
}

if (import.meta.main) {
  const result = await cruiseTree(rootDir);
  const sentences = complaints(result);
  process.stdout.write(`${result.moduleCount} modules cruised\n`);
  for (const sentence of sentences) process.stdout.write(`${sentence}\n`);
  process.exitCode = sentences.length > 0 ? 1 : 0;
}
