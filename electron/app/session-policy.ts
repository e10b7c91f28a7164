import type { Session, WebContents } from 'electron';
import { APP_ORIGIN } from '../ipc/trusted-sender.ts';

/** What the page's session may load: our own scheme and, while developing, Chromium's own tools. */
export function isAllowedRequest(url: string, isPackaged: boolean): boolean {
  return (
    url.startsWith(`${APP_ORIGIN}/`) || (!isPackaged && url.startsWith('devtools://devtools/'))
  );
}

/** The one document there is, at any place within it. */
function isOwnDocument(url: string): boolean {
  return url === `${APP_ORIGIN}/` || url.startsWith(`${APP_ORIGIN}/#`);
}

/**
 * For every session, also one that no page uses: no permission, no device, no download. Without
 * both handlers Electron grants what is asked; without devices chosen, Electron chooses none.
 */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, respond) => {
    respond(false);
  });
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, respond) => {
    respond(null);
  });
  session.on('will-download', (event) => {
    event.preventDefault();
  });
  // Otherwise Chromium fetches dictionaries from Google, whatever the window's preference says.
  session.setSpellCheckerEnabled(false);
}

/** The page's session loads nothing from anywhere. */
export function blockNetwork(session: Session, isPackaged: boolean): void {
  session.webRequest.onBeforeRequest(({ url }, respond) => {
    respond({ cancel: !isAllowedRequest(url, isPackaged) });
  });
}

/**
 * No navigation away from our document, no windows, no webviews; for every web contents there will
 * be. Navigation within the document, as the page's addresses behind `#`, is not announced by these
 * events.
 */
export function confineContents(contents: WebContents): void {
  contents.on('will-navigate', (event) => {
    if (!isOwnDocument(event.url)) event.preventDefault();
  });
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || !isOwnDocument(event.url)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => {
    event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
  });
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  // WebRTC asks no request handler: it gets no UDP of its own.
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
}
