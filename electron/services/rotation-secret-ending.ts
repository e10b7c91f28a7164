import { fail, ok, type AppError, type Result } from '../../shared/errors/app-error.ts';
import { SECOND_MS } from '../../shared/lib/duration.ts';
import type { RotatedKey, Rotation, RotationState } from '../../shared/rotations/rotation.ts';
import type { RotationDependencies } from './rotation-dependencies.ts';
import { isAnswerLost } from './answer-lost.ts';
import { contradiction, isInterrupted, waited, type EffectOutcome } from './rotation-outcome.ts';
import type { ProviderPart } from './ports/provider-values.ts';
import type { RotationRecords } from './rotation-records.ts';
import { liveSecrets, readSecretsOf } from './rotation-secret-looks.ts';

/** An ended secret may be listed for a while: waits between the looks after the call. */
const rereadDelaysMs = [0, 2, 5, 10, 15].map((seconds) => seconds * SECOND_MS);

const LOOK_TWICE_MS = 5 * SECOND_MS;

type Overlapping = Extract<RotationState, { step: 'overlapping' }>;
type Retiring = Extract<RotationState, { step: 'retiring' }>;

/** Ends the old secret of a key that stays, or waits until the provider does. */
export class RotationSecretEnding {
  private readonly deps: RotationDependencies;
  private readonly records: RotationRecords;

  constructor(deps: RotationDependencies, records: RotationRecords) {
    this.deps = deps;
    this.records = records;
  }

  /** Looks first, sends at most one call per secret, and believes only a fresh read. */
  async retireOld(
    row: Rotation,
    { newKey }: Retiring,
    signal: AbortSignal,
  ): Promise<EffectOutcome | null> {
    const before = await this.stillThere(row, newKey, signal);
    if (isInterrupted(signal)) return null;
    if (!before.ok) return this.failed(before.error);
    if (before.value === 'new-secret-ended') return this.newSecretEnded();
    let refusal: AppError | null = null;
    for (const stub of before.value) refusal = (await this.end(row, stub)) ?? refusal;
    for (const delayMs of rereadDelaysMs) {
      if (!(await waited(this.deps, delayMs, signal))) return null;
      const after = await this.stillThere(row, newKey, signal);
      this.deps.failPoints.hit('retire:after-re-read');
      if (isInterrupted(signal)) return null;
      if (!after.ok) return this.failed(after.error);
      if (after.value === 'new-secret-ended') return this.newSecretEnded();
      if (after.value.length === 0)
        return { event: { type: 'old-ended', at: this.now() }, alongside: this.markEnded(row) };
      if (refusal !== null && !isAnswerLost(refusal)) return this.failed(refusal);
    }
    return this.failed(refusal ?? contradiction(row.providerId, 'old-key-still-enabled'));
  }

  /**
   * Looks whether the provider has ended the old secret, or another admin has, or has moved its end.
   * Null: nothing new, look again later.
   */
  async awaitEnd(
    row: Rotation,
    { until }: Overlapping,
    signal: AbortSignal,
  ): Promise<EffectOutcome | null> {
    const read = await readSecretsOf(this.deps, row, signal);
    if (isInterrupted(signal) || !read.ok || read.value.key.status === 'unknown') return null;
    const at = this.now();
    const live = liveSecrets(read.value.key);
    const old = live.find(({ stub }) => stub === row.oldKey.stub);
    if (old === undefined && at < (until ?? 0) && !(await this.isGone(row, signal))) return null;
    if (old === undefined)
      return { event: { type: 'ended-by-provider', at }, alongside: this.markEnded(row, live) };
    const end = old.expiresAt ?? null;
    const isNews = end !== null && end > at && end !== until;
    return isNews ? { event: { type: 'overlap-moved', at, until: end } } : null;
  }

  /** Before its time one list is not enough: another look, a little later. */
  private async isGone(row: Rotation, signal: AbortSignal): Promise<boolean> {
    if (!(await waited(this.deps, LOOK_TWICE_MS, signal))) return false;
    const read = await readSecretsOf(this.deps, row, signal);
    if (isInterrupted(signal) || !read.ok) return false;
    const { key } = read.value;
    const live = liveSecrets(key);
    // A list without any secret tells nothing, unless the whole key has ended.
    const isTold = key.status === 'ended' || live.length > 0;
    return isTold && live.every(({ stub }) => stub !== row.oldKey.stub);
  }

  /** The old secrets that the provider still takes; the new one has to be in force beside them. */
  private async stillThere(
    row: Rotation,
    newKey: RotatedKey,
    signal: AbortSignal,
  ): Promise<Result<readonly string[] | 'new-secret-ended'>> {
    const read = await readSecretsOf(this.deps, row, signal);
    if (!read.ok) return read;
    const live = liveSecrets(read.value.key);
    if (!live.some(({ stub, state }) => stub === newKey.stub && state !== 'expiring'))
      return ok('new-secret-ended');
    const old = [row.oldKey.stub, ...row.lostStubs];
    return ok(live.flatMap(({ stub }) => (stub !== null && old.includes(stub) ? [stub] : [])));
  }

  /** One call. Null: the provider said yes. What is true now, only a read can tell. */
  private async end(row: Rotation, stub: string): Promise<AppError | null> {
    const { sessions, failPoints } = this.deps;
    failPoints.hit('retire:before-send');
    const ended = await sessions.call(
      row.connectionId,
      'endSecret',
      async ({ adapter, session }): Promise<Result<null>> => {
        const { endSecret } = adapter.operations;
        return endSecret === undefined
          ? fail({ kind: 'not-supported', operation: 'endSecret' })
          : endSecret(session, row.oldKey.providerKeyId, stub);
      },
    );
    failPoints.hit('retire:after-answer');
    return ended.ok ? null : ended.error;
  }

  /** Secrets of earlier consents may go on for longer than the old one. */
  private markEnded(row: Rotation, live: readonly ProviderPart[] = []): () => void {
    const isOver = (known: string | null): boolean => live.every(({ stub }) => stub !== known);
    return () => {
      const stubs = [row.oldKey.stub, ...row.lostStubs].filter(isOver);
      this.records.markSecretsEnded(row.oldKey.keyId, stubs);
    };
  }

  private newSecretEnded(): EffectOutcome {
    const error: AppError = { kind: 'conflict', reason: 'already-ended' };
    return { event: { type: 'new-key-ended', at: this.now(), error } };
  }

  private failed(error: AppError): EffectOutcome {
    return { event: { type: 'failed', at: this.now(), error } };
  }

  private now(): number {
    return this.deps.clock.now();
  }
}
