/** Time as the sandbox sees it; tests give one they move by hand. */
export interface SandboxClock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Settles no earlier than `delayMs` from now; rejects with the signal's reason when aborted. */
  wait(delayMs: number, signal?: AbortSignal): Promise<void>;
}

/** The machine's own time. */
export const systemClock: SandboxClock = {
  now: () => Date.now(),
  wait: async (delayMs, signal) => {
    signal?.throwIfAborted();
    const endMs = performance.now() + delayMs;
    // A timer counts from the start of its event-loop turn and may fire a little early, which would
    // make the simulated latency shorter than a benchmark assumes: wait for the rest.
    for (let restMs = delayMs; restMs > 0; restMs = endMs - performance.now()) {
      await timer(restMs, signal);
    }
  },
};

function timer(delayMs: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(handle);
      reject(abortReason(signal));
    };
    const handle = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, delayMs);
    signal?.addEventListener('abort', stop, { once: true });
  });
}

/** What a fetch rejects with when this signal is aborted. */
export function abortReason(signal: AbortSignal | undefined): Error {
  const reason: unknown = signal?.reason;
  return reason instanceof Error
    ? reason
    : new DOMException('This operation was aborted', 'AbortError');
}
