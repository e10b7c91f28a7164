import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test, type GalleryPage } from './gallery-test.ts';

const pages: readonly GalleryPage[] = ['controls', 'fields', 'display', 'layout', 'wizard'];
const themes = ['light', 'dark'] as const;

async function violations(page: Page): Promise<string[]> {
  const result = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  return result.violations.flatMap((violation) =>
    violation.nodes.map((node) => `${violation.id}: ${node.target.join(' ')}`),
  );
}

for (const theme of themes) {
  test.describe(`in the ${theme} theme`, () => {
    test.use({ colorScheme: theme });

    for (const name of pages) {
      test(`axe finds nothing on the page of ${name}`, async ({ page, openGallery }) => {
        await openGallery(name);
        expect(await violations(page)).toEqual([]);
      });
    }

    test('axe finds nothing in an open menu, dialog, palette and select', async ({
      page,
      openGallery,
    }) => {
      await openGallery('controls');
      await page.getByRole('button', { name: 'More actions for orders-prod' }).click();
      await page.getByRole('menu').waitFor();
      expect(await violations(page)).toEqual([]);
      await page.getByRole('menuitem', { name: 'Disable (final)…' }).click();
      await page.getByRole('alertdialog').waitFor();
      expect(await violations(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Commands' }).click();
      await page.getByRole('dialog', { name: 'Commands' }).waitFor();
      expect(await violations(page)).toEqual([]);
      await openGallery('fields');
      await page.getByRole('button', { name: /^Orders/u }).click();
      await page.getByRole('listbox').waitFor();
      expect(await violations(page)).toEqual([]);
    });
  });
}

test('axe is really looking: it finds a word too pale and a button without a name', async ({
  page,
  openGallery,
}) => {
  await openGallery('wizard');
  await page.evaluate(() => {
    document.documentElement.style.setProperty('--text-normal', 'oklch(80% 0 0)');
    document.querySelector('main')?.append(document.createElement('button'));
  });
  const found = await violations(page);
  expect(found.filter((each) => each.startsWith('color-contrast')).length).toBeGreaterThan(3);
  expect(found.filter((each) => each.startsWith('button-name'))).toHaveLength(1);
});

test('the attribute data-theme wins over the system', async ({ page, openGallery }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await openGallery('controls');
  const background = () =>
    page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await background();
  await page.evaluate(() => (document.documentElement.dataset['theme'] = 'dark'));
  const dark = await background();
  expect(dark).not.toBe(light);
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.evaluate(() => delete document.documentElement.dataset['theme']);
  expect(await background()).toBe(dark);
  await page.evaluate(() => (document.documentElement.dataset['theme'] = 'light'));
  expect(await background()).toBe(light);
});

test('nothing moves when the system asks for less movement', async ({ page, openGallery }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await openGallery('controls');
  await page.getByRole('button', { name: 'Forget connection…' }).click();
  await page.getByRole('dialog').waitFor();
  const moving = await page.evaluate(
    () =>
      document.getAnimations().filter((animation) => {
        const duration = animation.effect?.getComputedTiming().duration;
        return typeof duration === 'number' && duration > 0;
      }).length,
  );
  expect(moving).toBe(0);
});

test('paper shows nothing', async ({ page, openGallery }) => {
  await openGallery('display');
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('heading', { level: 1 })).toBeHidden();
});

test('a hostile name is text, stays in its column and hides nothing', async ({
  page,
  openGallery,
}) => {
  await openGallery('display');
  await expect(page.locator('img')).toHaveCount(0);
  await expect(page.getByText('<img src=x onerror=alert(1)>')).toBeVisible();
  await expect(page.getByText('prod⟨U+202E⟩tset')).toBeVisible();
  const isOverflowing = await page.evaluate(() => {
    const main = document.querySelector('main');
    return main === null || main.scrollWidth > main.clientWidth;
  });
  expect(isOverflowing).toBe(false);
});

test('a copy of a revealed value carries the value and nothing else', async ({
  page,
  openGallery,
}) => {
  await openGallery('display');
  const selected = await page
    .getByRole('group', { name: 'Secret key, revealed' })
    .evaluate((element) => {
      getSelection()?.selectAllChildren(element);
      return getSelection()?.toString();
    });
  expect(selected).toBe('sec-c-Ab12xRKCANARY0f1e2d3c4b5a69788796a5b4c3d2e1f0');
});

test('under 1,100 pixels the details lie over the list, above that beside it', async ({
  page,
  openGallery,
}) => {
  const leftOfDetails = async () =>
    (await page.getByRole('complementary', { name: 'Key details' }).boundingBox())?.x ?? 0;
  const rightOfList = async () => {
    const box = await page.getByRole('main').boundingBox();
    return (box?.x ?? 0) + (box?.width ?? 0);
  };
  await page.setViewportSize({ width: 1280, height: 800 });
  await openGallery('layout');
  expect(await leftOfDetails()).toBe(900);
  expect(await rightOfList()).toBe(900);
  await page.setViewportSize({ width: 900, height: 600 });
  expect(await leftOfDetails()).toBe(520);
  expect(await rightOfList()).toBe(900);
});
