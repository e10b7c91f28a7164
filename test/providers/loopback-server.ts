import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http';
import { createServer as createHttpsServer, type ServerOptions } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';

/** A real server on this machine, with a count of what it got and of what is still connected. */
export class LoopbackServer {
  readonly requests: { readonly method: string; readonly url: string }[] = [];
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();

  constructor(listener: RequestListener, tls?: ServerOptions) {
    const recording: RequestListener = (request, response) => {
      this.requests.push({ method: request.method ?? '', url: request.url ?? '' });
      listener(request, response);
    };
    this.server =
      tls === undefined ? createHttpServer(recording) : createHttpsServer(tls, recording);
    this.server.on('connection', (socket: Socket) => {
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
    });
  }

  async listen(): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  get port(): number {
    const address: AddressInfo | string | null = this.server.address();
    if (address === null || typeof address === 'string') throw new Error('It does not listen');
    return address.port;
  }

  get openSockets(): number {
    return this.sockets.size;
  }

  /** Resolves when a request has arrived. */
  async arrived(count = 1): Promise<void> {
    await until(() => this.requests.length >= count);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** Lets the event loop turn until something has happened; real sockets have no fake clock. */
export async function until(hasHappened: () => boolean): Promise<void> {
  const startMs = performance.now();
  while (!hasHappened()) {
    if (performance.now() - startMs > 5_000) throw new Error('It did not happen');
    await new Promise((resolve) => setImmediate(resolve));
  }
}
