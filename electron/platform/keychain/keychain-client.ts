import { timingSafeEqual } from 'node:crypto';
import type { KeychainReason } from '../../../shared/errors/app-error.ts';
import { SECOND_MS } from '../../../shared/lib/duration.ts';
import type { Clock } from '../../services/ports/clock.ts';
import type { HelperProcessLauncher } from '../../services/ports/helper-process.ts';
import type { IdSource } from '../../services/ports/id-source.ts';
import {
  KEYCHAIN_MAX_UNITS,
  type Keychain,
  type KeychainPatience,
  type KeychainRead,
  type KeychainWrite,
} from '../../services/ports/keychain.ts';
import type { Logger } from '../../services/ports/logger.ts';
import type { HelperOutcome } from './helper-channel.ts';
import { KeychainHelper, type KeychainRequest } from './keychain-helper.ts';

/** Under what name a keychain manager lists our items. Changing it loses every stored secret. */
export const KEYCHAIN_SERVICE = 'rekey';

/** Interactive: the system may be showing its unlock dialog, and somebody is typing. */
const KEYCHAIN_DEADLINES_MS: Readonly<Record<KeychainPatience, number>> = {
  background: 5 * SECOND_MS,
  interactive: 120 * SECOND_MS,
};

/** What a request gets after its first helper died near the deadline. */
const MIN_RETRY_MS = SECOND_MS;

const done: KeychainWrite = { kind: 'done' };
const failed = (reason: KeychainReason): { kind: 'failed'; reason: KeychainReason } => ({
  kind: 'failed',
  reason,
});

export interface KeychainClientDependencies {
  readonly launcher: HelperProcessLauncher;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly logger: Logger;
  /** Is told every value that passes, so that no log line can show it. */
  readonly secrets: { registerSecret(secretValue: string): void };
  readonly deadlinesMs?: Readonly<Record<KeychainPatience, number>>;
}

/** The operating system's keychain, reached through a helper process that can be killed. */
export class KeychainClient implements Keychain {
  private readonly deps: KeychainClientDependencies;
  private readonly helper: KeychainHelper;
  private readonly deadlinesMs: Readonly<Record<KeychainPatience, number>>;

  constructor(deps: KeychainClientDependencies) {
    this.deps = deps;
    this.helper = new KeychainHelper(deps.launcher, deps.clock);
    this.deadlinesMs = deps.deadlinesMs ?? KEYCHAIN_DEADLINES_MS;
  }

  async probe(patience: KeychainPatience = 'background'): Promise<KeychainWrite> {
    // A name of its own, so that two programs probing at once do not read each other's value.
    const name = `v1/probe/${this.deps.ids.ulid()}`;
    const written = await this.writeTwice(name, this.deps.ids.base32(20), patience);
    if (written.kind === 'failed') return written;
    const removed = await this.ask({ operation: 'remove', name }, patience);
    return removed.kind === 'removed' ? done : this.failure('probe', removed);
  }

  /**
   * A keychain that is not initialised, and one that hides its items while it is locked, also say
   * "no such item". So that answer is asked for again after a probe, and only then passed on.
   */
  async read(name: string, patience: KeychainPatience): Promise<KeychainRead> {
    let found = await this.fetch(name, patience);
    if (found.kind === 'absent') {
      const probed = await this.probe(patience);
      if (probed.kind === 'failed') return probed;
      found = await this.fetch(name, patience);
    }
    if (found.kind === 'stored') this.deps.secrets.registerSecret(found.secretValue);
    return found;
  }

  async write(
    name: string,
    secretValue: string,
    patience: KeychainPatience,
  ): Promise<KeychainWrite> {
    if (secretValue.length > KEYCHAIN_MAX_UNITS) return failed('too-large');
    this.deps.secrets.registerSecret(secretValue);
    return this.writeTwice(name, secretValue, patience);
  }

  async remove(name: string, patience: KeychainPatience): Promise<KeychainWrite> {
    const outcome = await this.askTwice({ operation: 'remove', name }, patience);
    if (outcome.kind !== 'removed') return this.failure('remove', outcome);
    // "Was not there" is believed like "absent": only from a keychain that stores.
    return outcome.wasThere ? done : this.probe(patience);
  }

  async close(): Promise<void> {
    await this.helper.close();
  }

  private async fetch(name: string, patience: KeychainPatience): Promise<KeychainRead> {
    const outcome = await this.askTwice({ operation: 'read', name }, patience);
    if (outcome.kind !== 'value') return this.failure('read', outcome);
    const { secretValue } = outcome;
    return secretValue === null ? { kind: 'absent' } : { kind: 'stored', secretValue };
  }

  private async writeTwice(
    name: string,
    secretValue: string,
    patience: KeychainPatience,
  ): Promise<KeychainWrite> {
    const first = await this.writeOnce(name, secretValue, patience);
    if (first !== 'crashed') return first;
    const second = await this.writeOnce(name, secretValue, patience);
    return second === 'crashed' ? failed('other') : second;
  }

  /** `crashed`: the helper died and the value is not in the keychain, so writing again is safe. */
  private async writeOnce(
    name: string,
    secretValue: string,
    patience: KeychainPatience,
  ): Promise<KeychainWrite | 'crashed'> {
    const outcome = await this.ask({ operation: 'write', name, secretValue }, patience);
    if (outcome.kind === 'written') {
      const stored = await this.fetch(name, patience);
      if (stored.kind === 'failed') return stored;
      return this.isSame(stored, secretValue) ? done : failed('mismatch');
    }
    const failure = this.failure('write', outcome);
    const isUnknown = outcome.kind === 'crashed' || failure.reason === 'timed-out';
    if (!isUnknown) return failure;
    const stored = await this.fetch(name, 'background');
    if (this.isSame(stored, secretValue)) return done;
    return outcome.kind === 'crashed' && stored.kind !== 'failed' ? 'crashed' : failure;
  }

  /** UTF-16, because UTF-8 would make a lone surrogate equal to the replacement character. */
  private isSame(stored: KeychainRead, secretValue: string): boolean {
    if (stored.kind !== 'stored' || stored.secretValue.length !== secretValue.length) return false;
    return timingSafeEqual(
      Buffer.from(stored.secretValue, 'utf16le'),
      Buffer.from(secretValue, 'utf16le'),
    );
  }

  /** For requests that may be repeated without harm: one more helper if the first one died. */
  private async askTwice(
    request: Unserved<KeychainRequest>,
    patience: KeychainPatience,
  ): Promise<HelperOutcome> {
    const startedAtMs = this.deps.clock.monotonicMs();
    const outcome = await this.ask(request, patience);
    if (outcome.kind !== 'crashed') return outcome;
    const elapsedMs = this.deps.clock.monotonicMs() - startedAtMs;
    return this.ask(
      request,
      patience,
      Math.max(MIN_RETRY_MS, this.deadlinesMs[patience] - elapsedMs),
    );
  }

  private ask(
    request: Unserved<KeychainRequest>,
    patience: KeychainPatience,
    deadlineMs = this.deadlinesMs[patience],
  ): Promise<HelperOutcome> {
    return this.helper.request({ ...request, service: KEYCHAIN_SERVICE }, deadlineMs);
  }

  private failure(
    operation: 'probe' | 'read' | 'write' | 'remove',
    outcome: HelperOutcome,
  ): { kind: 'failed'; reason: KeychainReason } {
    const { reason, text } = describe(outcome);
    this.deps.logger.warn('keychain-failed', { operation, reason, text });
    return failed(reason);
  }
}

type Unserved<Request> = Request extends KeychainRequest ? Omit<Request, 'service'> : never;

function describe(outcome: HelperOutcome): { reason: KeychainReason; text: string } {
  switch (outcome.kind) {
    case 'failed':
      return outcome;
    case 'timed-out':
      return { reason: 'timed-out', text: 'no answer within the deadline' };
    case 'crashed':
      return { reason: 'other', text: 'the helper process ended' };
    case 'value':
    case 'written':
    case 'removed':
      return { reason: 'other', text: `the helper answered with ${outcome.kind}` };
  }
}
