import type { Locator, Page } from '@playwright/test';

/** A new key in three steps, and a new app. */
export class CreateKey {
  readonly heading: Locator;
  readonly name: Locator;
  readonly app: Locator;
  /** Why the scope is too much for a key that everybody can read. */
  readonly warning: Locator;
  /** In what a copy differs from its source. */
  readonly differences: Locator;
  private readonly page: Page;
  private readonly main: Locator;

  constructor(page: Page) {
    this.page = page;
    this.main = page.getByRole('main');
    this.heading = page.getByRole('heading', { level: 1 });
    this.name = this.main.getByRole('textbox', { name: 'Name' });
    this.app = this.main.getByRole('button', { name: /App$/u });
    this.warning = this.main
      .getByText('Too much for a public key')
      .locator('xpath=ancestor::div[1]');
    this.differences = this.main.getByRole('group', {
      name: 'Differences from the key it is copied from',
    });
  }

  /** Where it will be used. */
  use(name: string): Locator {
    return this.main.getByRole('radio', { name });
  }

  suggestion(name: string): Locator {
    return this.main.getByRole('button', { name: `Name it ${name}`, exact: true });
  }

  comparison(name: string): Locator {
    return this.main.getByRole('heading', { level: 2, name: `Compared with ${name}` });
  }

  button(name: string): Locator {
    return this.main.getByRole('button', { name, exact: true });
  }

  async choose(name: string): Promise<void> {
    await this.main.getByRole('radio', { name }).press('Space');
  }

  async chooseApp(name: string): Promise<void> {
    await this.app.click();
    await this.page.getByRole('option', { name }).click();
  }
}
