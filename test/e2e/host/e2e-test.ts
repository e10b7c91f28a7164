import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, type Page } from '@playwright/test';
import { findProgram } from '../../../scripts/find-program.mjs';
import { PrivateKeyring } from '../../keychain/private-keyring.ts';
import { BrowserApp } from './browser-app.ts';
import { ElectronApp } from './electron-app.ts';
import { hostPrograms } from './host-process.ts';
import type { RekeyApp } from './rekey-app.ts';
import { SandboxServer } from './sandbox-server.ts';

interface Fixtures {
  /** For specs that are about the browser host alone. */
  isInElectron: boolean;
  /** `real`: a gnome-keyring of the worker's own; the test is skipped where it cannot be had. */
  keychain: 'real' | 'none';
  /** For the browser host's command line. */
  hostArguments: readonly string[];
  /** What starts the browser host. */
  hostProgram: keyof typeof hostPrograms | readonly string[];
  /** The home of this test's processes, with its keychain or without one. */
  hostEnv: NodeJS.ProcessEnv;
  /** The app on a fresh profile, not yet started. Fails the test for any complaint or leak. */
  rekey: RekeyApp;
  /** The app's page, started. */
  page: Page;
  /** The simulated provider on loopback. */
  sandbox: SandboxServer;
}

interface WorkerFixtures {
  keyring: PrivateKeyring | null;
  noKeyring: PrivateKeyring;
}

const keyringTools = ['dbus-daemon', 'dbus-send', 'gnome-keyring-daemon'];

export const test = base.extend<Fixtures, WorkerFixtures>({
  // eslint-disable-next-line no-empty-pattern -- Playwright wants a destructured first argument
  isInElectron: async ({}, use, testInfo) => {
    await use(testInfo.project.name === 'electron');
  },
  keychain: ['real', { option: true }],
  hostArguments: [[], { option: true }],
  hostProgram: ['browser-host', { option: true }],

  hostEnv: async ({ keychain, keyring, noKeyring }, use, testInfo) => {
    const home = keychain === 'real' ? keyring : noKeyring;
    if (home === null && process.env['REKEY_ALL_LANES'] === '1')
      throw new Error('gnome-keyring is not installed, and nothing may be skipped');
    testInfo.skip(home === null, 'gnome-keyring is not installed');
    await use(home?.env ?? {});
  },

  keyring: [
    // eslint-disable-next-line no-empty-pattern -- Playwright wants a destructured first argument
    async ({}, use) => {
      if (keyringTools.some((tool) => findProgram(tool) === null)) {
        await use(null);
        return;
      }
      const keyring = await PrivateKeyring.start();
      await use(keyring);
      await keyring.stop();
    },
    { scope: 'worker' },
  ],

  noKeyring: [
    // eslint-disable-next-line no-empty-pattern -- Playwright wants a destructured first argument
    async ({}, use) => {
      const keyring = await PrivateKeyring.start({ bus: 'none', daemon: 'none' });
      await use(keyring);
      await keyring.stop();
    },
    { scope: 'worker' },
  ],

  rekey: async ({ hostEnv, hostArguments, hostProgram, isInElectron, launchOptions }, use) => {
    const dir = mkdtempSync(join(tmpdir(), 'rekey-e2e-'));
    const app = isInElectron
      ? new ElectronApp({ dir, env: hostEnv })
      : new BrowserApp({
          dir,
          env: hostEnv,
          launchOptions,
          arguments: hostArguments,
          program: typeof hostProgram === 'string' ? hostPrograms[hostProgram] : hostProgram,
        });
    await use(app);
    await app.close();
    const leaks = app.leaks();
    rmSync(dir, { recursive: true, force: true });
    base.expect(app.complaints).toEqual([]);
    base.expect(leaks).toEqual([]);
  },

  page: async ({ rekey }, use) => {
    await use(await rekey.start());
  },

  // eslint-disable-next-line no-empty-pattern -- Playwright wants a destructured first argument
  sandbox: async ({}, use) => {
    const server = await SandboxServer.start();
    await use(server);
    await server.stop();
  },
});

export { expect } from '@playwright/test';
