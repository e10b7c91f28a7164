import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { test as base } from '@playwright/test';
import { build, preview } from 'vite';

/** The renderer's policy in its strictest host: no connection, no style element but React Aria's one. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o='",
  "img-src 'self' data:",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

interface GalleryFixtures {
  /** Opens a page of the gallery; fails the test at its end if the console said anything. */
  openGallery: (page: GalleryPage) => Promise<void>;
}

export type GalleryPage = 'controls' | 'fields' | 'display' | 'layout' | 'wizard';

/** The gallery, built as the app is built and served under the app's policy. */
export const test = base.extend<GalleryFixtures, { galleryUrl: string }>({
  galleryUrl: [
    // eslint-disable-next-line no-empty-pattern -- Playwright wants a destructured first argument
    async ({}, use) => {
      const outDir = await mkdtemp(join(tmpdir(), 'rekey-gallery-'));
      const shared = { root: import.meta.dirname, configFile: false, logLevel: 'error' } as const;
      await build({
        ...shared,
        plugins: [react()],
        build: { outDir, emptyOutDir: true, modulePreload: { polyfill: false } },
      });
      const server = await preview({
        ...shared,
        build: { outDir },
        preview: {
          host: '127.0.0.1',
          port: 0,
          headers: { 'Content-Security-Policy': contentSecurityPolicy },
        },
      });
      await use(server.resolvedUrls?.local[0] ?? '');
      await server.close();
      await rm(outDir, { recursive: true });
    },
    { scope: 'worker' },
  ],

  openGallery: async ({ page, galleryUrl }, use) => {
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await use(async (name) => {
      await page.goto(`${galleryUrl}?page=${name}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
    });
    base.expect(complaints).toEqual([]);
  },
});

export { expect } from '@playwright/test';
