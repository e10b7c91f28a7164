import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface LoopbackServer {
  readonly port: number;
  /** Breaks open connections too: a simulated server may be in the middle of never answering. */
  close(): Promise<void>;
}

const attempts = 20;

/**
 * Listens on 127.0.0.1 and ::1 at one port, because `localhost` may resolve to either. A machine
 * without ::1 gets only the first, and a warning.
 */
export async function listenOnLoopback(
  listener: RequestListener,
  warn: (text: string) => void,
): Promise<LoopbackServer> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const ipv4 = await listen(listener, '127.0.0.1', 0);
    const { port } = ipv4.address() as AddressInfo;
    try {
      const ipv6 = await listen(listener, '::1', port);
      return opened(port, [ipv4, ipv6]);
    } catch (error) {
      const code = errorCode(error);
      if (code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT' || code === 'EINVAL') {
        warn(`This machine has no ::1 (${code}); listening on 127.0.0.1:${port} only.`);
        return opened(port, [ipv4]);
      }
      await closeServer(ipv4);
      // Somebody has this port on ::1: take another for both.
      if (code !== 'EADDRINUSE') throw error;
    }
  }
  throw new Error(`No port was free on both 127.0.0.1 and ::1 in ${attempts} attempts`);
}

function opened(port: number, servers: readonly Server[]): LoopbackServer {
  return {
    port,
    close: async () => {
      await Promise.all(servers.map(closeServer));
    },
  };
}

function listen(listener: RequestListener, host: string, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer(listener);
    server.once('error', reject);
    server.listen({ host, port, ipv6Only: host === '::1' }, () => {
      server.off('error', reject);
      resolve(server);
    });
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => {
      if (error === undefined) resolve();
      else reject(error);
    });
    server.closeAllConnections();
  });
}

function errorCode(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : null;
}
