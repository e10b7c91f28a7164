import { chromium } from '@playwright/test';
import { findChromium, findProgram } from '../scripts/find-program.mjs';
import { PrivateKeyring } from '../test/keychain/private-keyring.ts';
import { percentile, summaryOf, type Figure } from './figure.ts';
import { firstRowMs, keystrokesMs } from './page-timing.ts';
import { RunningPage } from './running-page.ts';
import { serveSandboxApart } from './served-sandbox.ts';

const MANY_KEYS = 10_000;
const FEW_KEYS = 10;
const PAGES = 7;
const ROUNDS = 3;
/** The beginning of the name of many made-up keys. */
const TYPED_TEXT = 'storefront-ios-us-pr';
const TARGET_FIRST_ROW_MS = 1_500;
const TARGET_RATIO = 1.5;
const TARGET_KEYSTROKE_MS = 50;

/** Figures (b) and (c): how soon a long list is there, and how fast it follows what is typed. */
export async function measureFirstRow(): Promise<Figure[]> {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error('There is no Chromium to measure with');
  const keyring = await startKeyring();
  const many = await startPage(MANY_KEYS, keyring.env);
  const few = await startPage(FEW_KEYS, keyring.env);
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run'],
  });
  try {
    const manyMs: number[] = [];
    const fewMs: number[] = [];
    // By turns, so that both meet the same machine; the first of each warms it up.
    for (let page = 0; page <= PAGES; page += 1) {
      const samples = [await firstRowMs(browser, many), await firstRowMs(browser, few)] as const;
      if (page === 0) continue;
      manyMs.push(samples[0]);
      fewMs.push(samples[1]);
    }
    const typing = { text: TYPED_TEXT, keys: MANY_KEYS, rounds: ROUNDS };
    const typedMs = await keystrokesMs(browser, many, typing);
    const parameters = { keys: MANY_KEYS, pages: PAGES, profile: keyring.profile };
    return [
      ...firstRowFigures(manyMs, fewMs, parameters),
      {
        name: 'start of the process with 10,000 keys, to ready',
        unit: 'ms',
        ...summaryOf([many.startMs]),
        target: null,
        parameters: { ...parameters, pages: 0 },
      },
      {
        name: 'keystroke in 10,000 keys, to paint, p95',
        unit: 'ms',
        ...summaryOf(typedMs),
        measured: percentile(typedMs, 0.95),
        target: TARGET_KEYSTROKE_MS,
        parameters: { keys: MANY_KEYS, keystrokes: typedMs.length, typed: TYPED_TEXT },
      },
    ];
  } finally {
    await browser.close();
    for (const running of [many, few]) await running.stop();
    await keyring.stop();
  }
}

function firstRowFigures(
  manyMs: readonly number[],
  fewMs: readonly number[],
  parameters: Figure['parameters'],
): Figure[] {
  const few = summaryOf(fewMs);
  return [
    {
      name: 'first row of 10,000 keys',
      unit: 'ms',
      ...summaryOf(manyMs),
      target: TARGET_FIRST_ROW_MS,
      parameters,
    },
    {
      name: 'first row of 10,000 keys, to the page with 10',
      unit: '×',
      ...summaryOf(manyMs.map((durationMs) => durationMs / few.measured)),
      target: TARGET_RATIO,
      parameters: { ...parameters, fewKeys: FEW_KEYS, fewKeysMs: Math.round(few.measured) },
    },
  ];
}

/** The sandbox is needed only until its keys are read. */
async function startPage(keys: number, env: NodeJS.ProcessEnv): Promise<RunningPage> {
  const sandbox = await serveSandboxApart({ keys, latencyMs: 0 });
  try {
    return await RunningPage.start(sandbox, keys, env);
  } finally {
    await sandbox.stop();
  }
}

/** A keychain of its own where there is one, so that the keys lie in a database on the disk. */
async function startKeyring(): Promise<{
  readonly env: NodeJS.ProcessEnv;
  readonly profile: 'on disk' | 'in memory';
  stop(): Promise<void>;
}> {
  const tools = ['dbus-daemon', 'dbus-send', 'gnome-keyring-daemon'];
  const hasKeyring = tools.every((tool) => findProgram(tool) !== null);
  const keyring = await PrivateKeyring.start(hasKeyring ? {} : { bus: 'none', daemon: 'none' });
  return {
    env: keyring.env,
    profile: hasKeyring ? 'on disk' : 'in memory',
    stop: () => keyring.stop(),
  };
}
