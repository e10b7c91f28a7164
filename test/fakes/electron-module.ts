/**
 * Stands in for the module `electron` in the tests of the Electron host. Every part records what it
 * is told and behaves like Electron where our code depends on it; their surfaces are picked from
 * Electron's own declarations, so that a changed method no longer compiles.
 */
import { app } from './electron-app.ts';
import {
  clipboard,
  crashReporter,
  dialog,
  FakeClipboardItem,
  FakeMenu,
  FakeNotification,
  powerMonitor,
  shell,
} from './electron-desktop.ts';
import { ipcMain } from './electron-ipc.ts';
import { protocol, session, sessions } from './electron-session.ts';
import { FakeUtilityProcess, utilityProcess } from './electron-utility-process.ts';
import { FakeBrowserWindow } from './electron-window.ts';

export {
  app,
  FakeBrowserWindow as BrowserWindow,
  clipboard,
  FakeClipboardItem as ClipboardItem,
  crashReporter,
  dialog,
  ipcMain,
  FakeMenu as Menu,
  FakeNotification as Notification,
  powerMonitor,
  protocol,
  session,
  shell,
  utilityProcess,
};

// eslint-disable-next-line no-restricted-syntax -- electron-store imports the whole module at once
export default { app, ipcMain, shell };

/** As freshly started: nothing registered, nothing opened, nothing recorded. */
export function restartElectron(): void {
  app.reset();
  sessions.clear();
  protocol.schemes = [];
  ipcMain.reset();
  dialog.reset();
  clipboard.reset();
  powerMonitor.removeAllListeners();
  shell.opened.length = 0;
  crashReporter.started.length = 0;
  FakeMenu.applied = undefined;
  FakeNotification.shown.length = 0;
  FakeNotification.isSystemAble = true;
  FakeBrowserWindow.created.length = 0;
  FakeUtilityProcess.forked.length = 0;
  FakeUtilityProcess.answer = () => undefined;
  // Electron makes this one by itself, as it becomes ready.
  app.once('ready', () => session.defaultSession);
}
restartElectron();
