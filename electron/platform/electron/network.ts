import { session, type Session } from 'electron';

/** Provider calls go through sessions of their own: the system's proxy and trust, no cache, no cookies. */
const PARTITION = 'rekey-net';
const POST_PARTITION = 'rekey-net-post';

/**
 * `fetch` through Chromium's network stack. Chromium sends a request once more by itself when a
 * reused connection turns out to be dead; for a create that could mean two keys. So every POST goes
 * alone over a connection that was opened for it: there is nothing to reuse, and nothing is resent.
 */
export class ElectronNetwork {
  private readonly reading: Session;
  private readonly posting: Session;
  private turn: Promise<unknown> = Promise.resolve();

  constructor() {
    this.reading = session.fromPartition(PARTITION, { cache: false });
    this.posting = session.fromPartition(POST_PARTITION, { cache: false });
  }

  fetch(url: string, init: RequestInit): Promise<Response> {
    return init.method?.toUpperCase() === 'POST'
      ? this.post(url, init)
      : this.reading.fetch(url, init);
  }

  /** One after the other, each until its answer is read: closing the connections would cut it off. */
  private async post(url: string, init: RequestInit): Promise<Response> {
    const before = this.turn;
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const endTurn = (): void => {
      resolve(undefined);
    };
    // Who gives up while waiting does not let the next one overtake the one before.
    this.turn = before.then(() => promise);
    const signal = init.signal ?? null;
    signal?.addEventListener('abort', endTurn, { once: true });
    try {
      await before;
      signal?.throwIfAborted();
      await this.posting.closeAllConnections();
      return untilRead(await this.posting.fetch(url, init), endTurn);
    } catch (cause) {
      endTurn();
      throw cause;
    }
  }
}

/** The same answer; `onEnd` runs when its body was read, given up or cut off. */
function untilRead(response: Response, onEnd: () => void): Response {
  if (response.body === null) {
    onEnd();
    return response;
  }
  const answered: ReadableStream<Uint8Array<ArrayBuffer>> = response.body;
  const reader = answered.getReader();
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull: async (controller) => {
      try {
        const step = await reader.read();
        if (!step.done) {
          controller.enqueue(step.value);
          return;
        }
        onEnd();
        controller.close();
      } catch (cause) {
        onEnd();
        throw cause;
      }
    },
    cancel: async (reason) => {
      onEnd();
      await reader.cancel(reason);
    },
  });
  const { status, statusText, headers } = response;
  return new Response(body, { status, statusText, headers });
}
