import { join } from 'node:path';
import { app, type BrowserWindow } from 'electron';
import type { HostPorts } from '../composition/host-ports.ts';
import { SystemClock } from '../platform/clock.ts';
import { SystemIdSource } from '../platform/id-source.ts';
import { KeychainClient } from '../platform/keychain/keychain-client.ts';
import { RotatingLogFile } from '../platform/log-file.ts';
import { JsonLogger } from '../platform/logger.ts';
import { Redactor } from '../platform/redaction.ts';
import { ElectronClipboard } from '../platform/electron/clipboard.ts';
import { ElectronConfirmation, ElectronFilePicker } from '../platform/electron/dialogs.ts';
import { ElectronLinks } from '../platform/electron/links.ts';
import { ElectronNetwork } from '../platform/electron/network.ts';
import { ElectronNotifications } from '../platform/electron/notifications.ts';
import { ElectronPreferences } from '../platform/electron/preferences.ts';
import { UtilityHelperLauncher } from '../platform/electron/utility-helper-process.ts';
import { NodeFileWriter } from '../platform/node/file-writer.ts';
import { NodeSecretCommand } from '../platform/node/secret-command.ts';
import { NodeSecretFiles } from '../platform/node/secret-files.ts';
import { userName } from '../platform/node/user-name.ts';
import { WindowEvents } from '../ipc/publish-events.ts';

/** Everything Electron gives to the services. */
export function createElectronPorts(window: () => BrowserWindow | null): {
  readonly ports: HostPorts;
  readonly paths: { readonly rendererDir: string; readonly preloadPath: string };
} {
  const distDir = join(app.getAppPath(), 'dist');
  // A folder of its own: what Chromium keeps in `userData` is not ours, and not private.
  const profileDir = join(app.getPath('userData'), 'profile');
  const clock = new SystemClock();
  const ids = new SystemIdSource(clock);
  const redactor = new Redactor({ appDir: app.getAppPath() });
  const sink = new RotatingLogFile(join(profileDir, 'logs'));
  const logger = new JsonLogger({ clock, ids, redactor, sink });
  const launcher = new UtilityHelperLauncher({
    'keychain-helper': join(distDir, 'main', 'keychain-helper.js'),
  });
  const network = new ElectronNetwork();
  return {
    paths: {
      rendererDir: join(distDir, 'renderer'),
      preloadPath: join(distDir, 'preload', 'preload.cjs'),
    },
    ports: {
      host: 'electron',
      version: app.getVersion(),
      platform: process.platform,
      userName: userName(),
      profileDir,
      allowLoopback: !app.isPackaged,
      clock,
      ids,
      logger,
      events: new WindowEvents(() => window()?.webContents ?? null),
      confirmation: new ElectronConfirmation(window),
      filePicker: new ElectronFilePicker(window, ids),
      fileWriter: new NodeFileWriter(),
      secretFiles: new NodeSecretFiles(),
      secretCommand: new NodeSecretCommand({ redactor }),
      clipboard: new ElectronClipboard(process.platform),
      links: new ElectronLinks(),
      notifications: new ElectronNotifications(),
      preferences: new ElectronPreferences(profileDir),
      fetch: (input, init) => network.fetch(input, init),
      keychain: new KeychainClient({ launcher, clock, ids, logger, secrets: redactor }),
    },
  };
}
