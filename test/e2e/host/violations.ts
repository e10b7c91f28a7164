import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** What axe finds on the page as it is, by rule and place. */
export async function violations(page: Page): Promise<string[]> {
  const result = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    // React Aria says a pending button by its id, and stands by it after the button is gone.
    .exclude('[data-live-announcer] [role="img"]')
    // Without it axe opens a page of its own, and the app's page loses the focus.
    .setLegacyMode()
    .analyze();
  return result.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target }) => `${id}: ${target.join(' ')}`),
  );
}
