import { app, dialog, powerMonitor, session, type Session } from 'electron';
import { composeServices, type RunningServices } from '../composition/compose-services.ts';
import type { HostPorts } from '../composition/host-ports.ts';
import { createDispatch } from '../ipc/dispatch.ts';
import { registerElectronTransport } from '../ipc/electron-transport.ts';
import { createHandlers } from '../ipc/handlers.ts';
import { applyAppMenu } from './app-menu.ts';
import { serveAppScheme } from './app-scheme.ts';
import { createElectronPorts } from './electron-ports.ts';
import { openMainWindow } from './main-window.ts';
import { OwnWindows } from './own-windows.ts';
import { protectReveals } from './reveal-protection.ts';
import { blockNetwork, confineContents, denyPermissions } from './session-policy.ts';

/** In-memory and apart from everything else: the page keeps nothing. */
const UI_PARTITION = 'rekey-ui';

/** Runs the app from "will be ready" to "has quit". The caller holds the single-instance lock. */
export function runApp(): void {
  const windows = new OwnWindows();
  app.on('session-created', denyPermissions);
  app.on('web-contents-created', (_event, contents) => {
    confineContents(contents);
  });
  app.on('second-instance', () => {
    windows.focus();
  });
  app.on('select-client-certificate', (event, _contents, _url, _certificates, respond) => {
    event.preventDefault();
    respond();
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  app
    .whenReady()
    .then(() => start(windows))
    .catch((cause: unknown) => {
      showFailure('Rekey could not start', cause);
      app.exit(1);
    });
}

async function start(windows: OwnWindows): Promise<void> {
  applyAppMenu({ platform: process.platform, isPackaged: app.isPackaged });
  const pageSession = session.fromPartition(UI_PARTITION, { cache: false });
  blockNetwork(pageSession, app.isPackaged);
  const { ports, paths } = createElectronPorts(() => windows.current());
  await serveAppScheme(pageSession, paths.rendererDir);
  const composed = await composeServices(ports);
  if (composed.kind === 'in-use') {
    dialog.showErrorBox(
      'Rekey is already open',
      `Another Rekey uses the profile ${ports.profileDir}.`,
    );
    app.quit();
    return;
  }
  registerCommands(composed, ports, windows);
  stopWithApp(composed, ports);
  clearClipboardWhenAway(composed);
  openWindows(windows, { pageSession, preloadPath: paths.preloadPath, ports });
  composed.startBackgroundWork();
}

function registerCommands(composed: RunningServices, ports: HostPorts, windows: OwnWindows): void {
  const dispatch = createDispatch(createHandlers(composed.services), (name, cause) =>
    ports.logger.bug(name, cause),
  );
  registerElectronTransport({
    dispatch: protectReveals(dispatch, {
      clock: ports.clock,
      setProtected: (isProtected) => windows.current()?.setContentProtection(isProtected),
    }),
    isOwnWindow: (webContentsId) => windows.owns(webContentsId),
    onRefused: (name) => {
      ports.logger.warn('ipc.refused', { command: name });
    },
  });
}

function openWindows(
  windows: OwnWindows,
  options: {
    readonly pageSession: Session;
    readonly preloadPath: string;
    readonly ports: HostPorts;
  },
): void {
  const { pageSession, preloadPath, ports } = options;
  const open = (): void => {
    windows.adopt(
      openMainWindow({
        session: pageSession,
        preloadPath,
        isPackaged: app.isPackaged,
        onLoadFailed: (cause) => {
          ports.logger.bug('window.load', cause);
          showFailure('Rekey could not show its window', cause);
          app.quit();
        },
      }),
    );
  };
  app.on('activate', () => {
    if (windows.current() === null) open();
  });
  open();
}

/** Nobody looks at the screen any more: what was copied must not wait for them. */
function clearClipboardWhenAway(composed: RunningServices): void {
  const clear = (): void => {
    // The clipboard of this host does not reject: what it cannot read it leaves alone.
    void composed.services.clipboard.clear();
  };
  powerMonitor.on('lock-screen', clear);
  powerMonitor.on('suspend', clear);
  powerMonitor.on('user-did-resign-active', clear);
}

/** Quitting waits until everything that runs is saved; asking again while it does changes nothing. */
function stopWithApp(composed: RunningServices, ports: HostPorts): void {
  let state: 'running' | 'stopping' | 'stopped' = 'running';
  app.on('before-quit', (event) => {
    if (state === 'stopped') return;
    event.preventDefault();
    if (state === 'stopping') return;
    state = 'stopping';
    composed
      .stop()
      .catch((cause: unknown) => {
        ports.logger.bug('app.stop', cause);
      })
      .finally(() => {
        state = 'stopped';
        app.quit();
      });
  });
}

function showFailure(title: string, cause: unknown): void {
  dialog.showErrorBox(title, cause instanceof Error ? cause.message : 'unknown failure');
}
