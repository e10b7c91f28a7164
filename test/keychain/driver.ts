/**
 * Uses the keychain as the main process does, on the bus of its environment, and prints figures as
 * JSON. Started by `run-driver.ts`.
 */
import { createRequire } from 'node:module';
import { readFileSync, readdirSync } from 'node:fs';
import { helperRequestSchema } from '../../electron/platform/keychain/keychain-protocol.ts';
import type { HelperProcess } from '../../electron/services/ports/helper-process.ts';
import { clientOn } from './client-on.ts';
import type { DriverMode, DriverResult } from './run-driver.ts';

const secretValue = 'sec-c-abcdeRKCANARY00ff';
const TICK_MS = 5;
const CYCLES = 60;
const KILLED_WRITES = 45;
/** A write takes about ten milliseconds. */
const KILL_WITHIN_MS = 15;

const modes: { [Mode in DriverMode]: () => Promise<DriverResult<Mode>> } = {
  'option-shapes': askWithOtherOptions,
  frozen: meetFrozenKeyring,
  'killed-helpers': killHelpers,
  'killed-writes': killDuringWrites,
};

/**
 * The longest time in which the event loop could not run although the machine would have let it:
 * time in which the process waited for a processor is not the keychain's doing.
 */
function watchStalls(): () => number {
  let longestMs = 0;
  let lastAtMs = performance.now();
  let lastQueuedMs = queuedMs();
  const timer = setInterval(() => {
    const nowMs = performance.now();
    const nowQueuedMs = queuedMs();
    const ownMs = nowMs - lastAtMs - TICK_MS - (nowQueuedMs - lastQueuedMs);
    longestMs = Math.max(longestMs, ownMs);
    lastAtMs = nowMs;
    lastQueuedMs = nowQueuedMs;
  }, TICK_MS);
  return () => {
    clearInterval(timer);
    return longestMs;
  };
}

/** How long this process has waited for a processor, ready to run (proc(5), schedstat). */
function queuedMs(): number {
  const [, queuedNanoseconds = '0'] = readFileSync('/proc/self/schedstat', 'utf8').split(' ');
  return Number(queuedNanoseconds) / 1e6;
}

async function meetFrozenKeyring(): Promise<DriverResult<'frozen'>> {
  const { keychain } = clientOn(process.env);
  const stopWatching = watchStalls();
  const startedAtMs = performance.now();
  const [read, write] = await Promise.all([
    keychain.read('v1/p/secret/a', 'background'),
    keychain.write('v1/p/secret/b', secretValue, 'background'),
  ]);
  const elapsedMs = performance.now() - startedAtMs;
  const longestStallMs = stopWatching();
  await keychain.close();
  return { read: withoutValue(read), write: withoutValue(write), elapsedMs, longestStallMs };
}

async function killHelpers(): Promise<DriverResult<'killed-helpers'>> {
  const launched: HelperProcess[] = [];
  const { keychain } = clientOn(process.env, { onLaunch: (helper) => launched.push(helper) });
  await keychain.write('v1/p/secret/a', secretValue, 'background');
  const stopWatching = watchStalls();
  let wrongAnswers = 0;
  const nextCallsMs: number[] = [];
  for (let cycle = 0; cycle < CYCLES; cycle += 1) {
    launched.at(-1)?.kill();
    const startedAtMs = performance.now();
    const read = await keychain.read('v1/p/secret/a', 'background');
    nextCallsMs.push(performance.now() - startedAtMs);
    if (read.kind !== 'stored' || read.secretValue !== secretValue) wrongAnswers += 1;
  }
  const longestStallMs = stopWatching();
  await keychain.close();
  nextCallsMs.sort((left, right) => left - right);
  return {
    cycles: launched.length - 1,
    wrongAnswers,
    typicalNextCallMs: nextCallsMs[CYCLES / 2] ?? 0,
    slowestNextCallMs: nextCallsMs.at(-1) ?? 0,
    leakedProcesses: childProcesses().length,
    longestStallMs,
  };
}

/** Kills the helper in every write, each time a little later after it was asked. */
async function killDuringWrites(): Promise<DriverResult<'killed-writes'>> {
  const asked = new Map<string, number>();
  const { keychain } = clientOn(process.env, {
    onLaunch: (helper) => {
      const send = helper.send.bind(helper);
      helper.send = (message) => {
        send(message);
        const name = nameOfWrite(message);
        if (name === null) return;
        asked.set(name, (asked.get(name) ?? 0) + 1);
        // The second helper, which reads back and may write again, is left alone.
        if (asked.get(name) === 1) setTimeout(() => helper.kill(), asked.size % KILL_WITHIN_MS);
      };
    },
  });
  await keychain.read('v1/p/secret/a', 'background');
  const outcomes: Record<string, number> = {};
  const names = Array.from({ length: KILLED_WRITES }, (_, index) => `v1/p/killed/${index}`);
  for (const name of names) {
    const written = await keychain.write(name, `${secretValue}${name}`, 'background');
    const outcome = written.kind === 'done' ? 'done' : written.reason;
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
  }
  await keychain.close();
  const { keychain: checker } = clientOn(process.env);
  let wrongValues = 0;
  for (const name of names) {
    const read = await checker.read(name, 'background');
    if (read.kind !== 'stored' || read.secretValue !== `${secretValue}${name}`) wrongValues += 1;
  }
  await checker.close();
  const writtenTwice = names.filter((name) => asked.get(name) === 2).length;
  return { writes: names.length, writtenTwice, outcomes, wrongValues };
}

function nameOfWrite(message: unknown): string | null {
  const request = helperRequestSchema.parse(message);
  return request.operation === 'write' && request.name.startsWith('v1/p/killed/')
    ? request.name
    : null;
}

/** Without a bus only our shape of the option is refused; any other reaches the kernel's keyring. */
async function askWithOtherOptions(): Promise<DriverResult<'option-shapes'>> {
  const library: unknown = createRequire(import.meta.url)('@napi-rs/keyring');
  const { AsyncEntry } = library as {
    AsyncEntry: new (service: string, name: string, options?: unknown) => unknown;
  };
  const shapes: readonly (readonly [shape: string, options: unknown])[] = [
    ['ours', { linux: { store: 'secret-service' } }],
    ['without "linux"', { store: 'secret-service' }],
    ['none', undefined],
  ];
  const optionsAsked = shapes.map(([shape, options]) => {
    try {
      new AsyncEntry('rekey', 'v1/p/secret/a', options);
      return { shape, isEntryMade: true };
    } catch {
      // Refused, which is what is asked.
      return { shape, isEntryMade: false };
    }
  });
  return { optionsAsked };
}

function withoutValue(outcome: { kind: string; reason?: string }): {
  kind: string;
  reason?: string | undefined;
} {
  return { kind: outcome.kind, reason: outcome.reason };
}

function childProcesses(): readonly string[] {
  return readdirSync('/proc/self/task').flatMap((task) =>
    readFileSync(`/proc/self/task/${task}/children`, 'utf8')
      .split(' ')
      .filter((pid) => pid !== ''),
  );
}

const mode = process.argv[2];
if (mode === undefined || !(mode in modes)) throw new Error(`No such mode: ${String(mode)}`);
process.stdout.write(JSON.stringify(await modes[mode as DriverMode]()));
