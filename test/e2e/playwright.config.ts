import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { findChromium } from '../../scripts/find-program.mjs';
import { findElectron } from '../../scripts/find-electron.mjs';

const rootDir = join(import.meta.dirname, '../..');
const chromiumPath = findChromium();

// What Playwright writes about a failed test would hold the text of its page, and with it a secret.
process.env['PLAYWRIGHT_NO_COPY_PROMPT'] = '1';

/**
 * The same specs on both hosts; a fixture reads the project's name and starts that host. The
 * Electron project exists only where its binary does, and `npm test` says so when it does not.
 */
const electronProjects = findElectron() === null ? [] : [{ name: 'electron' }];

export default defineConfig({
  testDir: import.meta.dirname,
  testMatch: '**/*.spec.ts',
  outputDir: join(rootDir, 'test-results/e2e'),
  reporter: [['list'], ['json', { outputFile: join(rootDir, 'test-results/e2e.json') }]],
  // Every spec has a profile and a sandbox of its own, so two run side by side on two processors.
  workers: 2,
  fullyParallel: false,
  forbidOnly: true,
  retries: 0,
  timeout: 90_000,
  expect: { timeout: 10_000 },
  use: {
    viewport: { width: 1280, height: 800 },
    // A trace, a video or a failure's picture would hold a revealed secret.
    trace: 'off',
    video: 'off',
    screenshot: 'off',
  },
  projects: [
    {
      name: 'chromium',
      use: {
        browserName: 'chromium',
        launchOptions: {
          ...(chromiumPath === null ? {} : { executablePath: chromiumPath }),
          args: [
            '--no-sandbox',
            '--disable-gpu',
            '--disable-quic',
            '--no-first-run',
            '--disable-background-networking',
            '--disable-component-update',
            '--disable-sync',
          ],
        },
      },
    },
    ...electronProjects,
  ],
});
