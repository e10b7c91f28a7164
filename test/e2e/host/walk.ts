import { expect, type Locator, type Page } from '@playwright/test';
import { tabTo } from './tab-to.ts';

const MOST_STOPS = 80;

/** What has the focus draws an outline, itself or, for a hidden input, the part that stands for it. */
export async function expectFocusShown(page: Page): Promise<void> {
  const unseen = await page.evaluate(() => {
    const active = document.activeElement;
    if (active === null || active === document.body) return 'nothing has the focus';
    const holder = active.closest('[data-focus-visible]') ?? active;
    const isShown = [holder, ...holder.querySelectorAll('*')].some((element) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      return outlineStyle !== 'none' && outlineWidth !== '0px';
    });
    return isShown ? null : holder.outerHTML.slice(0, 200);
  });
  expect(unseen).toBeNull();
}

/** As `tabTo`, and then what is pressed can be seen to be the target. */
export async function press(page: Page, target: Locator, key: string): Promise<void> {
  await tabTo(page, target);
  await expectFocusShown(page);
  await page.keyboard.press(key);
}

/** Tab goes on from every stop of a screen, until it has gone round; each stop can be seen. */
export async function expectNoTrap(page: Page, screen: Locator, beyond: Locator): Promise<void> {
  let stops = 0;
  while (!(await hasFocus(beyond))) {
    stops += 1;
    expect(stops).toBeLessThan(MOST_STOPS);
    await page.keyboard.press('Tab');
    if (await holdsFocus(screen)) await expectFocusShown(page);
  }
}

/** Tab stays in an open dialog and comes round to its first stop; each stop can be seen. */
export async function expectRoundIn(page: Page, dialog: Locator): Promise<void> {
  // The dialog itself may have the focus at first, and is no stop.
  await page.keyboard.press('Tab');
  const start = await page.evaluateHandle(() => document.activeElement);
  for (let stops = 1; stops < MOST_STOPS; stops += 1) {
    await page.keyboard.press('Tab');
    expect(await holdsFocus(dialog)).toBe(true);
    await expectFocusShown(page);
    if (await start.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error('Tab never came round');
}

const hasFocus = (target: Locator): Promise<boolean> =>
  target.evaluate((element) => element === document.activeElement);

const holdsFocus = (target: Locator): Promise<boolean> =>
  target.evaluate((element) => element.contains(document.activeElement));
