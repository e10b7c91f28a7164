import type { KeychainReason } from '../../shared/errors/app-error.ts';
import type { Clock } from '../../electron/services/ports/clock.ts';
import { sleep } from '../../electron/services/ports/clock.ts';
import {
  KEYCHAIN_MAX_UNITS,
  type Keychain,
  type KeychainRead,
  type KeychainWrite,
} from '../../electron/services/ports/keychain.ts';

export type KeychainOperation = 'probe' | 'read' | 'write' | 'remove';

export type KeychainFault =
  /** Fails and changes nothing. */
  | { readonly kind: 'fails'; readonly reason: KeychainReason }
  /** The write reaches the keychain, and the answer says that it did not. */
  | { readonly kind: 'done-but-fails'; readonly reason: KeychainReason }
  /** The keychain keeps another value than it was given, which reading back finds out. */
  | { readonly kind: 'keeps-other-value'; readonly secretValue: string }
  /** Reading gives another value than is kept. */
  | { readonly kind: 'answers-other-value'; readonly secretValue: string }
  /** Answers late; needs the clock. */
  | { readonly kind: 'slow'; readonly delayMs: number };

/** A keychain in memory that fails as told, and counts how often it was asked. */
export class FakeKeychain implements Keychain {
  /** What is kept, for looking at and for starting with. */
  readonly secretsByName: Map<string, string>;
  readonly calls: Record<KeychainOperation, number> = { probe: 0, read: 0, write: 0, remove: 0 };
  private readonly clock: Clock | null;
  private readonly faults: {
    readonly operation: KeychainOperation | 'any';
    callsUntil: number;
    readonly fault: KeychainFault;
  }[] = [];
  private outage: KeychainReason | null = null;

  /** The same map given to a second fake is the same keychain after a restart. */
  constructor(options: { clock?: Clock; secretsByName?: Map<string, string> } = {}) {
    this.clock = options.clock ?? null;
    this.secretsByName = options.secretsByName ?? new Map<string, string>();
  }

  /** Every call fails with this reason until `null` is set: locked, no-service, denied… */
  setOutage(reason: KeychainReason | null): void {
    this.outage = reason;
  }

  /** The `nth` such call from now (1 is the next one) meets the fault, once. */
  injectFault(operation: KeychainOperation | 'any', fault: KeychainFault, nth = 1): void {
    this.faults.push({ operation, callsUntil: nth, fault });
  }

  /** Faults that no call has met yet. */
  get faultsLeft(): number {
    return this.faults.length;
  }

  get totalCalls(): number {
    return Object.values(this.calls).reduce((sum, count) => sum + count, 0);
  }

  async probe(): Promise<KeychainWrite> {
    const fault = await this.begin('probe');
    return this.refusal(fault) ?? { kind: 'done' };
  }

  async read(name: string): Promise<KeychainRead> {
    const fault = await this.begin('read');
    const refusal = this.refusal(fault);
    if (refusal !== null) return refusal;
    if (fault?.kind === 'answers-other-value') {
      return { kind: 'stored', secretValue: fault.secretValue };
    }
    const secretValue = this.secretsByName.get(name);
    return secretValue === undefined ? { kind: 'absent' } : { kind: 'stored', secretValue };
  }

  async write(name: string, secretValue: string): Promise<KeychainWrite> {
    const fault = await this.begin('write');
    if (secretValue.length > KEYCHAIN_MAX_UNITS) return { kind: 'failed', reason: 'too-large' };
    const refusal = this.refusal(fault);
    if (fault?.kind === 'keeps-other-value') {
      this.secretsByName.set(name, fault.secretValue);
      return { kind: 'failed', reason: 'mismatch' };
    }
    if (refusal === null || fault?.kind === 'done-but-fails') {
      this.secretsByName.set(name, secretValue);
    }
    return refusal ?? { kind: 'done' };
  }

  async remove(name: string): Promise<KeychainWrite> {
    const fault = await this.begin('remove');
    const refusal = this.refusal(fault);
    if (refusal === null || fault?.kind === 'done-but-fails') this.secretsByName.delete(name);
    return refusal ?? { kind: 'done' };
  }

  async close(): Promise<void> {}

  private async begin(operation: KeychainOperation): Promise<KeychainFault | null> {
    this.calls[operation] += 1;
    const concerned = this.faults.filter(
      (planned) => planned.operation === 'any' || planned.operation === operation,
    );
    for (const planned of concerned) planned.callsUntil -= 1;
    const due = concerned.find(({ callsUntil }) => callsUntil <= 0);
    if (due === undefined) return null;
    this.faults.splice(this.faults.indexOf(due), 1);
    if (due.fault.kind === 'slow') {
      if (this.clock === null) throw new Error('A slow fault needs the fake clock');
      await sleep(this.clock, due.fault.delayMs);
    }
    return due.fault;
  }

  private refusal(fault: KeychainFault | null): { kind: 'failed'; reason: KeychainReason } | null {
    if (this.outage !== null) return { kind: 'failed', reason: this.outage };
    return fault?.kind === 'fails' || fault?.kind === 'done-but-fails'
      ? { kind: 'failed', reason: fault.reason }
      : null;
  }
}
