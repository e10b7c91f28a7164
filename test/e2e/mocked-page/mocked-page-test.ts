import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { test as base, expect, type Page } from '@playwright/test';
import { colourRules } from '../host/violations.ts';
import { MockedMain } from '../mocked-main.ts';
import { sampleWorld, type SampleWorld } from './sample-world.ts';
import { servePage } from './serve-page.ts';
import { respondFrom } from './world-responses.ts';

/** Times in the pictures and texts are the same on every day. */
const NOW = Date.UTC(2025, 5, 1, 12);

export interface OpenedPage {
  readonly main: MockedMain;
  readonly world: SampleWorld;
}

/**
 * Opens the built page at an address behind `#` with a mocked main process. `prepare` may change
 * the world and the answers first. The test fails at its end if the console said anything.
 */
export type OpenPage = (
  address: string,
  prepare?: (world: SampleWorld, main: MockedMain) => void,
  options?: { readonly keyCount?: number },
) => Promise<OpenedPage>;

interface MockedPageFixtures {
  openPage: OpenPage;
}

/** Screens of the real renderer under its real policy; main is derived from the contract. */
export const test = base.extend<
  MockedPageFixtures,
  { /** Where the built page is. */ rendererDir: string; pageUrl: string }
>({
  rendererDir: [
    join(import.meta.dirname, '../../../dist/renderer'),
    { scope: 'worker', option: true },
  ],

  pageUrl: [
    async ({ rendererDir }, use) => {
      const server = await servePage(rendererDir);
      await use(server.url);
      await server.close();
    },
    { scope: 'worker' },
  ],

  openPage: async ({ page, pageUrl }, use) => {
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await use(async (address, prepare, options) => {
      await page.clock.install({ time: NOW });
      // No colour is measured on its way to another.
      await page.emulateMedia({ reducedMotion: 'reduce' });
      const main = await MockedMain.install(page);
      const world = sampleWorld({ now: NOW, ...options });
      respondFrom(main, world);
      prepare?.(world, main);
      await page.goto(`${pageUrl}#${address}`);
      return { main, world };
    });
    expect(complaints).toEqual([]);
  },
});

/** WCAG and best practices: a screen has none of axe's violations, light or dark. */
export async function expectNoAxeViolations(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const builder = new AxeBuilder({ page })
      // React Aria's own live region: for seconds it names a button that may be gone by then.
      .exclude('[data-live-announcer]');
    // Between the themes only colours differ.
    if (colorScheme === 'dark') builder.withRules(colourRules);
    const { violations } = await builder.analyze();
    expect(
      violations.map(
        ({ id, nodes }) => `${colorScheme} ${id}: ${nodes.map(({ html }) => html).join(' ')}`,
      ),
    ).toEqual([]);
  }
}

export { expect } from '@playwright/test';
