import { protocol, type Session } from 'electron';
import { APP_ORIGIN } from '../ipc/trusted-sender.ts';
import { loadPageFiles } from '../platform/page-files.ts';
import { createAppSchemeHandler } from './app-scheme-handler.ts';

const SCHEME = 'app';

/** Before the app is ready, and once only. No `bypassCSP`, `corsEnabled` or service workers. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** Serves the built page of this session from memory, by exact path. */
export async function serveAppScheme(session: Session, rendererDir: string): Promise<void> {
  const files = await loadPageFiles(rendererDir);
  session.protocol.handle(SCHEME, createAppSchemeHandler(files, APP_ORIGIN));
}
