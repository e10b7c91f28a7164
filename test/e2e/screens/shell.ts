import type { Locator, Page } from '@playwright/test';

/** What stands around every screen. */
export class Shell {
  readonly notices: Locator;
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
    this.notices = page.getByRole('list', { name: 'State of Rekey' });
  }

  link(name: string | RegExp): Locator {
    return this.page.getByRole('navigation').getByRole('link', { name });
  }

  async goTo(name: string | RegExp): Promise<void> {
    await this.link(name).click();
  }

  get palette(): Locator {
    return this.page.getByRole('dialog', { name: 'Commands and keys' });
  }
}
