import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { violations } from './violations.ts';

const screensDir = join(import.meta.dirname, '../../../test-results/screens');
const sizes = [
  { width: 1280, height: 800 },
  { width: 900, height: 600 },
] as const;
const themes = ['light', 'dark'] as const;

/** Axe on the screen as it is now. */
export async function checkAccessibility(page: Page): Promise<void> {
  expect(await violations(page)).toEqual([]);
}

/**
 * Axe and pictures of the screen in both themes, in the light also of the smallest window. Never
 * while a secret is revealed: a picture stays.
 */
export async function look(page: Page, name: string): Promise<void> {
  await test.step(`look at ${name}`, async () => {
    expect(await shownSecrets(page)).toBe(0);
    // The pointer may stand over something by chance.
    await page.mouse.move(0, 0);
    await expect(page.getByRole('tooltip')).toHaveCount(0);
    for (const theme of themes) {
      await page.emulateMedia({ colorScheme: theme });
      // Between the themes only colours differ.
      expect(await violations(page, theme === 'light' ? 'all' : 'colours')).toEqual([]);
      // Electron's window keeps its own size.
      if (test.info().project.name !== 'chromium') continue;
      // The layout is the same in the dark, so one size is enough there.
      for (const size of theme === 'light' ? sizes : sizes.slice(0, 1)) {
        await page.setViewportSize(size);
        await takePicture(page, `${name}-${theme}-${String(size.width)}x${String(size.height)}`);
      }
      // In the small window more scrolls, and what scrolls must be reachable; colours are the same.
      if (theme === 'light') expect(await violations(page, 'all-but-colours')).toEqual([]);
      await page.setViewportSize(sizes[0]);
    }
    await page.emulateMedia({ colorScheme: 'light' });
  });
}

async function takePicture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(screensDir, `${name}.png`), animations: 'disabled' });
}

/** Revealed values are drawn in groups, so the whole text is put together first. */
const shownSecrets = (page: Page): Promise<number> =>
  page.evaluate(() => document.body.innerText.replace(/\s/g, '').split('RKCANARY').length - 1);
