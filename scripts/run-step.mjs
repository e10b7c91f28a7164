import { spawn } from 'node:child_process';

/**
 * What a finished step left behind.
 * @typedef {{ code: number, output: string, durationMs: number, hasTimedOut: boolean }} StepResult
 */

/** How long the output of a finished step may stay open. */
const outputGraceMs = 2_000;

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

/**
 * Ends a step with everything it started: each step leads a process group of its own.
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
function endGroup(child, signal) {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // Already gone.
  }
}

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
  process.on(signal, () => {
    for (const child of running) endGroup(child, signal);
    process.exit(1);
  });
}

/**
 * Runs one step of a check or one lane of the tests to its end and keeps all it printed.
 * @param {string} program
 * @param {string[]} programArguments
 * @param {{ limitMs: number, env?: Record<string, string>, onOutput?: (text: string) => void }} options
 * @returns {Promise<StepResult>}
 */
export function runStep(program, programArguments, options) {
  const startedAtMs = performance.now();
  return new Promise((resolve) => {
    const child = spawn(program, programArguments, {
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
      env: { ...process.env, ...options.env },
    });
    running.add(child);

    let output = '';
    let hasTimedOut = false;
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
        output += text;
        options.onOutput?.(text);
      });
    }
    const limit = setTimeout(() => {
      hasTimedOut = true;
      endGroup(child, 'SIGKILL');
    }, options.limitMs);

    /** @param {number} code */
    const finish = (code) => {
      clearTimeout(limit);
      running.delete(child);
      resolve({ code, output, hasTimedOut, durationMs: performance.now() - startedAtMs });
    };
    child.on('error', (error) => {
      output += `${error.message}\n`;
      finish(1);
    });
    child.on('exit', (code) => {
      // What a lane left running would disturb the next one, and may hold its output open.
      endGroup(child, 'SIGKILL');
      setTimeout(() => finish(code ?? 1), outputGraceMs).unref();
    });
    child.on('close', (code) => finish(code ?? 1));
  });
}

/** @param {number} durationMs */
export const inSeconds = (durationMs) => `${(durationMs / 1_000).toFixed(1)} s`;
