import type { Locator, Page } from '@playwright/test';

/** Every account, and one of them in detail. */
export class ConnectionsScreen {
  readonly list: Locator;
  readonly none: Locator;
  private readonly page: Page;
  private readonly main: Locator;

  constructor(page: Page) {
    this.page = page;
    this.main = page.getByRole('main');
    this.list = this.main.getByRole('list', { name: 'Accounts' });
    this.none = this.main.getByRole('heading', { name: 'No account is connected' });
  }

  account(label: string): Locator {
    return this.list.getByRole('listitem').filter({ hasText: label });
  }

  /** The screen of one account. */
  heading(label: string): Locator {
    return this.page.getByRole('heading', { level: 1, name: label });
  }

  button(name: string): Locator {
    return this.main.getByRole('button', { name, exact: true });
  }

  get renameDialog(): Locator {
    return this.page.getByRole('dialog', { name: 'Rename this account' });
  }

  get forgetDialog(): Locator {
    return this.page.getByRole('alertdialog');
  }
}
