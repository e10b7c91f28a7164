import type { Locator, Page } from '@playwright/test';

/** A new key in three steps, and a new app. */
export class CreateKey {
  readonly heading: Locator;
  readonly name: Locator;
  readonly app: Locator;
  private readonly page: Page;
  private readonly main: Locator;

  constructor(page: Page) {
    this.page = page;
    this.main = page.getByRole('main');
    this.heading = page.getByRole('heading', { level: 1 });
    this.name = this.main.getByRole('textbox', { name: 'Name' });
    this.app = this.main.getByRole('button', { name: /App$/u });
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
