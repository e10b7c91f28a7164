import type { Locator, Page } from '@playwright/test';

/** Keys that are kept by hand: the steps of adding and ending one, and the console that stands in. */
export class ByHandScreens {
  readonly console: Locator;
  readonly name: Locator;
  readonly token: Locator;
  private readonly main: Locator;

  constructor(page: Page) {
    this.main = page.getByRole('main');
    this.console = this.main.getByRole('region', { name: 'Simulated console' });
    const step = page.getByRole('group', { name: 'This step' });
    // The simulated console has a field with this name as well.
    this.name = step.getByRole('textbox', { name: 'Name' });
    this.token = this.main.getByRole('textbox', { name: 'Token' });
  }

  button(name: string): Locator {
    return this.main.getByRole('button', { name, exact: true });
  }

  field(name: string): Locator {
    return this.main.getByRole('textbox', { name });
  }

  get steps(): Locator {
    return this.main;
  }

  /** What takes a key: on the account's page, and after a key was added. */
  get sdkSetup(): Locator {
    return this.main.getByRole('region', { name: 'SDK setup' });
  }

  async openExample(sdk: string): Promise<void> {
    await this.sdkSetup.getByText(`The token in ${sdk}`).click();
  }

  suggestion(name: string): Locator {
    return this.button(`Use the name ${name}`);
  }

  async useName(name: string): Promise<void> {
    await this.suggestion(name).click();
  }

  /** What only the person can know. */
  async confirm(words: string | RegExp): Promise<void> {
    await this.main.getByRole('checkbox', { name: words }).press('Space');
  }

  async showConsole(): Promise<void> {
    await this.button('Show the simulated console').click();
  }

  /** In the console; its token is on the clipboard then. */
  async createInConsole(name: string): Promise<void> {
    await this.console.getByRole('textbox', { name: 'Name' }).fill(name);
    await this.console.getByRole('button', { name: '+ New API Key' }).click();
    await this.console.getByRole('button', { name: `Copy the token of ${name}` }).click();
  }

  /** From the first step to the one in which the token is brought. */
  async goToToken(name: string): Promise<void> {
    await this.name.fill(name);
    await this.button('Go on to the console').click();
    await this.confirm(/^I created/u);
    await this.button('Bring the token').click();
  }
}
