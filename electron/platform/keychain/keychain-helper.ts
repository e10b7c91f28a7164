import type { Clock } from '../../services/ports/clock.ts';
import type { HelperProcessLauncher } from '../../services/ports/helper-process.ts';
import { HelperChannel, type HelperOutcome } from './helper-channel.ts';
import type { HelperRequest } from './keychain-protocol.ts';

/** A helper that SIGKILL does not end sits in the kernel; quitting does not wait for it. */
const EXIT_PATIENCE_MS = 2_000;

/** A request without the number that pairs it with its reply. */
export type KeychainRequest = HelperRequest extends infer Request
  ? Request extends HelperRequest
    ? Omit<Request, 'id'>
    : never
  : never;

/** Keeps one usable helper process: started by the first request, replaced when it hung or died. */
export class KeychainHelper {
  private readonly launcher: HelperProcessLauncher;
  private readonly clock: Clock;
  private readonly channels = new Set<HelperChannel>();
  private current: HelperChannel | null = null;
  private lastId = 0;
  private isClosed = false;

  constructor(launcher: HelperProcessLauncher, clock: Clock) {
    this.launcher = launcher;
    this.clock = clock;
  }

  async request(request: KeychainRequest, deadlineMs: number): Promise<HelperOutcome> {
    if (this.isClosed) return { kind: 'crashed' };
    this.lastId += 1;
    return this.usableChannel().request({ ...request, id: this.lastId }, deadlineMs);
  }

  async close(): Promise<void> {
    this.isClosed = true;
    const exits = [...this.channels].map((channel) => {
      channel.kill();
      return channel.gone;
    });
    await new Promise<void>((resolve) => {
      const cancelPatience = this.clock.after(EXIT_PATIENCE_MS, resolve);
      void Promise.all(exits).then(() => {
        cancelPatience();
        resolve();
      });
    });
  }

  private usableChannel(): HelperChannel {
    if (this.current?.takesRequests === true) return this.current;
    const channel = new HelperChannel(this.launcher.launch('keychain-helper'), this.clock);
    this.channels.add(channel);
    // `gone` cannot reject.
    void channel.gone.then(() => this.channels.delete(channel));
    this.current = channel;
    return channel;
  }
}
