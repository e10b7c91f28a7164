import type { Clock } from '../../services/ports/clock.ts';
import type { HelperProcess } from '../../services/ports/helper-process.ts';
import {
  type HelperReply,
  helperReplySchema,
  type HelperRequest,
  helperRequestSchema,
} from './keychain-protocol.ts';

export type HelperOutcome =
  | HelperReply
  /** The helper died, or was killed for somebody else's deadline: what it did is unknown. */
  | { readonly kind: 'crashed' }
  /** No answer within the deadline: what it did, or will still do, is unknown. */
  | { readonly kind: 'timed-out' };

/**
 * One helper process and the requests it has not answered. After a missed deadline it takes no new
 * ones and is killed as soon as nobody else waits: a person may be typing the keychain's password.
 */
export class HelperChannel {
  private readonly process: HelperProcess;
  private readonly clock: Clock;
  private readonly waiting = new Map<number, (outcome: HelperOutcome) => void>();
  /** Resolves when the process is gone. */
  readonly gone: Promise<void>;
  private isRetired = false;

  constructor(process: HelperProcess, clock: Clock) {
    this.process = process;
    this.clock = clock;
    process.onMessage((message) => this.receive(message));
    this.gone = new Promise((resolve) => {
      process.onExit(() => {
        this.isRetired = true;
        this.settleAll();
        resolve();
      });
    });
  }

  get takesRequests(): boolean {
    return !this.isRetired;
  }

  request(request: HelperRequest, deadlineMs: number): Promise<HelperOutcome> {
    return new Promise((resolve) => {
      const cancelDeadline = this.clock.after(deadlineMs, () => {
        this.waiting.delete(request.id);
        this.isRetired = true;
        resolve({ kind: 'timed-out' });
        if (this.waiting.size === 0) this.process.kill();
      });
      this.waiting.set(request.id, (outcome) => {
        this.waiting.delete(request.id);
        cancelDeadline();
        resolve(outcome);
        if (this.isRetired && this.waiting.size === 0) this.process.kill();
      });
      this.process.send(helperRequestSchema.parse(request));
    });
  }

  /** Ends the process now; every open request is answered `crashed`. */
  kill(): void {
    this.isRetired = true;
    this.process.kill();
    this.settleAll();
  }

  private receive(message: unknown): void {
    const reply = helperReplySchema.safeParse(message);
    // Not our protocol: nothing that this process says can be believed.
    if (!reply.success) this.kill();
    // An answer after its deadline finds nobody waiting.
    else this.waiting.get(reply.data.id)?.(reply.data);
  }

  private settleAll(): void {
    for (const settle of [...this.waiting.values()]) settle({ kind: 'crashed' });
  }
}
