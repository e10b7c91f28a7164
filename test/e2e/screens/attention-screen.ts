import type { Locator, Page } from '@playwright/test';

/** What asks for a decision, in groups of one reason each. */
export class AttentionScreen {
  readonly heading: Locator;
  private readonly page: Page;
  private readonly main: Locator;

  constructor(page: Page) {
    this.page = page;
    this.main = page.getByRole('main');
    this.heading = page.getByRole('heading', { level: 1, name: 'Attention' });
  }

  group(title: string): Locator {
    return this.main.getByRole('region', { name: title });
  }

  key(group: string, name: string): Locator {
    return this.group(group)
      .getByRole('listitem')
      .filter({ has: this.page.getByRole('link', { name, exact: true }) });
  }

  wayOn(label: string, keyName: string): Locator {
    return this.main.getByRole('button', { name: `${label} ${keyName}`, exact: true });
  }
}
