import type { Locator, Page } from '@playwright/test';

/** Everything that was done, refused or failed. */
export class ActivityScreen {
  readonly heading: Locator;
  readonly verify: Locator;
  readonly exportLog: Locator;
  readonly search: Locator;
  private readonly main: Locator;

  constructor(page: Page) {
    this.main = page.getByRole('main');
    this.heading = page.getByRole('heading', { level: 1, name: 'Activity' });
    this.verify = this.main.getByRole('button', { name: 'Verify the chain' });
    this.exportLog = this.main.getByRole('button', { name: 'Export…' });
    this.search = this.main.getByRole('searchbox', { name: 'Search activity' });
  }

  entry(text: string | RegExp): Locator {
    return this.main.getByRole('listitem').filter({ hasText: text });
  }
}
