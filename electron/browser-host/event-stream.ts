import type { EventName, Payload } from '../../shared/ipc/contract.ts';
import type { EventPublisher } from '../services/ports/event-publisher.ts';

const HEARTBEAT_MS = 15_000;

/** Server-sent events to every open page. Contract events by name; the host's own under `host.question`. */
export class EventStream implements EventPublisher {
  private readonly pages = new Set<ReadableStreamDefaultController<Uint8Array>>();
  private readonly encoder = new TextEncoder();
  private readonly heartbeat: NodeJS.Timeout;

  constructor() {
    this.heartbeat = setInterval(() => {
      this.write(': still here\n\n');
    }, HEARTBEAT_MS);
    this.heartbeat.unref();
  }

  publish<N extends EventName>(name: N, payload: Payload<N>): void {
    this.send(name, payload);
  }

  send(name: string, payload: unknown): void {
    this.write(`event: ${name}\ndata: ${JSON.stringify(payload)}\n\n`);
  }

  /** A new page's stream; `greeting` events reach only this page. */
  open(
    greeting: readonly { readonly name: string; readonly payload: unknown }[],
  ): ReadableStream<Uint8Array> {
    let page: ReadableStreamDefaultController<Uint8Array> | null = null;
    return new ReadableStream<Uint8Array>({
      start: (controller) => {
        page = controller;
        this.pages.add(controller);
        controller.enqueue(this.encoder.encode('retry: 1000\n\n'));
        for (const { name, payload } of greeting) {
          controller.enqueue(
            this.encoder.encode(`event: ${name}\ndata: ${JSON.stringify(payload)}\n\n`),
          );
        }
      },
      cancel: () => {
        if (page !== null) this.pages.delete(page);
      },
    });
  }

  close(): void {
    clearInterval(this.heartbeat);
    for (const page of this.pages) page.close();
    this.pages.clear();
  }

  private write(text: string): void {
    const bytes = this.encoder.encode(text);
    for (const page of this.pages) {
      try {
        page.enqueue(bytes);
      } catch (cause) {
        // A page that closed between two events; its cancel callback may come later.
        if (!(cause instanceof TypeError)) throw cause;
        this.pages.delete(page);
      }
    }
  }
}
