import { BrowserWindow, type Session, type WebPreferences } from 'electron';
import { APP_ORIGIN } from '../ipc/trusted-sender.ts';

export interface MainWindowOptions {
  readonly session: Session;
  readonly preloadPath: string;
  readonly isPackaged: boolean;
  readonly onLoadFailed: (cause: unknown) => void;
}

/** One literal, never merged with configuration: a spread is how a preference slips in (CVE-2026-34769). */
function webPreferences({ session, preloadPath, isPackaged }: MainWindowOptions): WebPreferences {
  return Object.freeze({
    preload: preloadPath,
    session,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    plugins: false,
    devTools: !isPackaged,
    // A preference that Electron no longer knows does not compile.
  } satisfies WebPreferences);
}

/** The one window. Shown when its first picture is ready. */
export function openMainWindow(options: MainWindowOptions): BrowserWindow {
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    minWidth: 900,
    minHeight: 600,
    title: 'Rekey',
    show: false,
    autoHideMenuBar: true,
    webPreferences: webPreferences(options),
  });
  window.once('ready-to-show', () => {
    window.show();
  });
  window.loadURL(`${APP_ORIGIN}/`).catch((cause: unknown) => {
    // Closed before it had loaded: nobody waits for the page.
    if (!window.isDestroyed()) options.onLoadFailed(cause);
  });
  return window;
}
