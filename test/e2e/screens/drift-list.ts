import type { Locator, Page } from '@playwright/test';

/** What somebody changed outside of Rekey, account by account. */
export class DriftList {
  readonly group: Locator;
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
    this.group = page
      .getByRole('main')
      .getByRole('region', { name: 'Changed elsewhere since the last sync' });
  }

  account(label: string): Locator {
    return this.group.getByRole('region', { name: label });
  }

  key(name: string): Locator {
    return this.group
      .getByRole('listitem')
      .filter({ has: this.page.getByRole('link', { name, exact: true }) });
  }

  button(name: string): Locator {
    return this.group.getByRole('button', { name, exact: true });
  }
}
