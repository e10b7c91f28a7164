import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/**
 * A colour that is still on its way to another one is neither: what moves for ever is left out.
 * Asked by state: the browser does not settle the promise of a transition inside a folded part.
 */
async function settledStyles(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every(
        ({ effect, playState }) =>
          playState !== 'running' || effect?.getComputedTiming().endTime === Infinity,
      ),
  );
}

/** Colours or what depends on the window's size, where nothing else has changed since the last look. */
type Part = 'all' | 'colours' | 'size';

/** The rules that read colours; they take about half of axe's time. */
export const colourRules = ['color-contrast', 'link-in-text-block'];
/** In a smaller window more scrolls, and what stands in a row moves together. */
const sizeRules = ['scrollable-region-focusable', 'target-size'];
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds on the page as it is, by rule and place. */
export async function violations(page: Page, part: Part = 'all'): Promise<string[]> {
  await settledStyles(page);
  const builder = new AxeBuilder({ page });
  if (part === 'all') builder.withTags(tags);
  else builder.withRules(part === 'colours' ? colourRules : sizeRules);
  const result = await builder
    // React Aria says a pending button by its id, and stands by it after the button is gone.
    .exclude('[data-live-announcer] [role="img"]')
    // Without it axe opens a page of its own, and the app's page loses the focus.
    .setLegacyMode()
    .analyze();
  return result.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target }) => `${id}: ${target.join(' ')}`),
  );
}
