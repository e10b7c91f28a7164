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

/** Colours alone, where nothing else has changed since the last look; or everything but them. */
type Part = 'all' | 'colours' | 'all-but-colours';

/** The rules that read colours; they take about half of axe's time. */
export const colourRules = ['color-contrast', 'link-in-text-block'];
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds on the page as it is, by rule and place. */
export async function violations(page: Page, part: Part = 'all'): Promise<string[]> {
  await settledStyles(page);
  const builder = new AxeBuilder({ page });
  if (part === 'colours') builder.withRules(colourRules);
  else builder.withTags(tags).disableRules(part === 'all' ? [] : colourRules);
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
