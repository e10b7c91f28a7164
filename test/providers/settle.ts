import type { FakeClock } from '../fakes/fake-clock.ts';

const STEP_MS = 250;
const PATIENCE_MS = 15 * 60_000;

/** Moves the clock until `work` ends; answers what it gave and how much time it was given. */
export async function settle<T>(
  clock: FakeClock,
  work: Promise<T>,
): Promise<{ readonly value: T; readonly tookMs: number }> {
  const startMs = clock.monotonicMs();
  const end = work.then(
    (value) => ({ value }),
    (cause: unknown) => ({ cause }),
  );
  const state: { outcome: Awaited<typeof end> | null } = { outcome: null };
  void end.then((outcome) => (state.outcome = outcome));
  await clock.advanceAsync(0);
  while (state.outcome === null) {
    if (clock.monotonicMs() - startMs > PATIENCE_MS) throw new Error('It never ended');
    await clock.advanceAsync(STEP_MS);
  }
  if ('cause' in state.outcome) throw state.outcome.cause;
  return { value: state.outcome.value, tookMs: clock.monotonicMs() - startMs };
}
