import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { serve, type ServerType } from '@hono/node-server';
import { z } from 'zod';
import { composeServices, type RunningServices } from '../composition/compose-services.ts';
import { createDispatch } from '../ipc/dispatch.ts';
import { createHandlers } from '../ipc/handlers.ts';
import type { PageFile } from '../platform/page-files.ts';
import { openInBrowser } from '../platform/node/command-links.ts';
import type { Logger } from '../services/ports/logger.ts';
import { EventStream } from './event-stream.ts';
import { readHostOptions, type HostOptions } from './host-options.ts';
import { createBrowserPorts } from './browser-ports.ts';
import type { HostQuestions } from './host-questions.ts';
import { loadHostedPage } from './hosted-page.ts';
import { createBrowserHost } from './server.ts';

const directory = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** What is to be closed again, however the host ends. */
interface HostParts {
  readonly composed: RunningServices;
  readonly stream: EventStream;
  readonly questions: HostQuestions;
  server: ServerType | null;
}

async function run(options: HostOptions): Promise<number> {
  process.umask(0o077);
  mkdirSync(options.profileDir, { recursive: true, mode: 0o700 });
  const files = await loadHostedPage({
    rendererDir: directory('../../dist/renderer/'),
    hostPageDir: directory('../../dist/browser-host/'),
  });
  const stream = new EventStream();
  const { ports, questions } = createBrowserPorts({
    profileDir: options.profileDir,
    version: readVersion(),
    events: stream,
    announce: (question) => {
      stream.send('host.question', question);
    },
  });
  const composed = await composeServices(ports);
  if (composed.kind === 'in-use') {
    process.stderr.write(
      `Rekey is already open with the profile ${options.profileDir}. Use that window, or give another --profile.\n`,
    );
    return 1;
  }
  const parts: HostParts = { composed, stream, questions, server: null };
  try {
    return await serveUntilStopped(options, parts, files, ports.logger);
  } finally {
    await stop(parts);
  }
}

async function serveUntilStopped(
  options: HostOptions,
  parts: HostParts,
  files: ReadonlyMap<string, PageFile>,
  logger: Logger,
): Promise<number> {
  const { composed, stream, questions } = parts;
  const oneTimeToken = randomBytes(32).toString('base64url');
  let port = options.port;
  const app = createBrowserHost({
    dispatch: createDispatch(createHandlers(composed.services), (name, cause) =>
      logger.bug(name, cause),
    ),
    stream,
    questions,
    files,
    oneTimeToken,
    replaceSandboxFaults: composed.replaceSandboxFaults,
    reportBug: (cause) => {
      logger.bug('browser-host', cause);
    },
    port: () => port,
  });
  parts.server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: options.port });
  port = await listening(parts.server);
  const stopped = untilAskedToStop();
  if (options.connectsSandbox && !(await connectSandbox(composed))) return 1;
  composed.startBackgroundWork();
  const address = `http://127.0.0.1:${String(port)}/#token=${oneTimeToken}`;
  process.stdout.write(`Rekey is ready: ${address}\n`);
  if (options.shouldOpen) openInBrowser(address);
  await stopped;
  return 0;
}

function listening(server: ServerType): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.once('listening', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
}

/** First start with `--sandbox`: the simulated account is there before the page is. */
async function connectSandbox(composed: RunningServices): Promise<boolean> {
  const connected = await composed.services.connections.connectSandbox();
  if (!connected.ok) {
    process.stderr.write(`The sandbox could not be connected: ${connected.error.kind}.\n`);
    return false;
  }
  for (const { id, lastSyncAt } of connected.value) {
    if (lastSyncAt === null) composed.services.sync.start(id);
  }
  return true;
}

function untilAskedToStop(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => {
        resolve();
      });
    }
  });
}

async function stop({ composed, stream, questions, server }: HostParts): Promise<void> {
  questions.close();
  stream.close();
  server?.close();
  if (server !== null && 'closeAllConnections' in server) server.closeAllConnections();
  await composed.stop();
}

function readVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}

try {
  process.exitCode = await run(readHostOptions(process.argv.slice(2), process.env));
} catch (cause) {
  process.stderr.write(
    `Rekey could not start: ${cause instanceof Error ? cause.message : 'unknown failure'}\n`,
  );
  process.exitCode = 1;
}
