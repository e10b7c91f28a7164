import { ok, type Result } from '../../shared/errors/app-error.ts';
import { SECOND_MS } from '../../shared/lib/duration.ts';
import type { Clock } from './ports/clock.ts';
import type { EventPublisher } from './ports/event-publisher.ts';
import type { Clipboard } from './ports/host.ts';

/** Copies secrets in main and takes them out of the clipboard again. */
export class ClipboardService {
  private readonly clipboard: Clipboard;
  private readonly clock: Clock;
  private readonly events: EventPublisher;
  private held: { readonly secretValue: string; readonly cancelTimer: () => void } | null = null;

  constructor(deps: { clipboard: Clipboard; clock: Clock; events: EventPublisher }) {
    this.clipboard = deps.clipboard;
    this.clock = deps.clock;
    this.events = deps.events;
  }

  get isAvailable(): boolean {
    return this.clipboard.isAvailable;
  }

  /** Copies and starts the timer; a second copy restarts it. Answers the time in milliseconds. */
  async copySecret(
    secretValue: string,
    clearAfterSeconds: number,
  ): Promise<Result<{ clearsAfterMs: number }>> {
    const written = await this.clipboard.writeSecret(secretValue);
    if (!written.ok) return written;
    this.held?.cancelTimer();
    const clearsAfterMs = clearAfterSeconds * SECOND_MS;
    const cancelTimer = this.clock.after(clearsAfterMs, () => {
      // The port does not reject: what it cannot read it leaves alone.
      void this.clear();
    });
    this.held = { secretValue, cancelTimer };
    return ok({ clearsAfterMs });
  }

  /** What is not secret stays in the clipboard. */
  async copyText(text: string): Promise<Result<{ clearsAfterMs: null }>> {
    const written = await this.clipboard.writeText(text);
    return written.ok ? ok({ clearsAfterMs: null }) : written;
  }

  /** Clears at once if the clipboard still holds what we wrote: on the timer, on lock, on quit. */
  async clear(): Promise<void> {
    const { held } = this;
    if (held === null) return;
    this.held = null;
    held.cancelTimer();
    await this.clipboard.clearIfStill(held.secretValue);
    this.events.publish('clipboard.cleared', {});
  }
}
