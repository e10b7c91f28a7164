import type { Result } from '../shared/errors/app-error.ts';
import { composeServices } from '../electron/composition/compose-services.ts';
import { SystemClock } from '../electron/platform/clock.ts';
import { TestHost } from '../test/fakes/test-host.ts';
import { summaryOf, type Figure } from './figure.ts';
import { serveSandboxApart } from './served-sandbox.ts';

const KEYS = 10_000;
const LATENCY_MS = 20;
const CONCURRENCY = 4;
const RUNS = 5;
const TARGET_RATIO = 2;

/** A sync of 10,000 keys against the time the network alone would take. */
export async function measureSync(): Promise<Figure[]> {
  const sandbox = await serveSandboxApart({ keys: KEYS, latencyMs: LATENCY_MS });
  try {
    const samplesMs: number[] = [];
    let pages = 0;
    for (let run = 0; run < RUNS; run += 1) {
      const measured = await syncOnce(sandbox);
      samplesMs.push(measured.durationMs);
      pages = measured.pages;
    }
    const networkMs = Math.ceil(pages / CONCURRENCY) * LATENCY_MS;
    const ratios = samplesMs.map((durationMs) => durationMs / networkMs);
    const parameters = {
      keys: KEYS,
      pages,
      latencyMs: LATENCY_MS,
      concurrency: CONCURRENCY,
      runs: RUNS,
    };
    return [
      {
        name: 'sync of 10,000 keys, time',
        unit: 'ms',
        ...summaryOf(samplesMs),
        target: null,
        parameters,
      },
      {
        name: 'sync of 10,000 keys, to network alone',
        unit: '×',
        ...summaryOf(ratios),
        target: TARGET_RATIO,
        parameters: { ...parameters, networkMs },
      },
    ];
  } finally {
    await sandbox.stop();
  }
}

async function syncOnce(sandbox: {
  readonly baseUrl: string;
  readonly dataPlaneUrl: string;
  readonly fields: Readonly<Record<string, string>>;
}): Promise<{ durationMs: number; pages: number }> {
  const host = new TestHost();
  const ports = host.ports({ fetch: (input, init) => fetch(input, init) });
  const composed = await composeServices({ ...ports, clock: new SystemClock() });
  if (composed.kind !== 'running') throw new Error('The profile is in use');
  const { connections, sync, keys } = composed.services;
  const connection = valueOf(
    await connections.connect({
      providerId: 'pubnub-v1',
      label: 'bench',
      baseUrl: sandbox.baseUrl,
      dataPlaneUrl: sandbox.dataPlaneUrl,
      fields: sandbox.fields,
    }),
  );
  const startMs = performance.now();
  valueOf(sync.start(connection.id));
  await sync.settled(connection.id);
  const durationMs = performance.now() - startMs;
  const [progress] = sync.progress();
  const { total } = keys.list(0, 1);
  await composed.stop();
  await host.remove();
  if (progress?.state !== 'completed' || total !== KEYS) {
    throw new Error(`The sync ended ${progress?.state ?? 'nowhere'} with ${String(total)} keys`);
  }
  return { durationMs, pages: progress.pagesFetched };
}

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`Failed: ${result.error.kind}`);
  return result.value;
}
