import type { Locator, Page } from '@playwright/test';

/** The named secrets of one key. */
export class VaultScreen {
  readonly heading: Locator;
  readonly list: Locator;
  readonly create: Locator;
  readonly form: Locator;
  readonly name: Locator;
  readonly value: Locator;
  private readonly page: Page;
  private readonly main: Locator;

  constructor(page: Page) {
    this.page = page;
    this.main = page.getByRole('main');
    this.heading = page.getByRole('heading', { level: 1, name: 'Vault' });
    this.list = this.main.getByRole('list', { name: 'Vault secrets' });
    this.create = this.main.getByRole('button', { name: 'Create a secret…' }).first();
    this.form = this.main.getByRole('form');
    this.name = this.form.getByRole('textbox', { name: 'Name' });
    this.value = this.form.getByRole('textbox', { name: 'Value' });
  }

  entry(name: string): Locator {
    return this.list.getByRole('listitem').filter({ hasText: name });
  }

  revealed(name: string): Locator {
    return this.entry(name).getByRole('group', { name: `Value of ${name}` });
  }

  async reveal(name: string): Promise<void> {
    await this.entry(name)
      .getByRole('button', { name: `Reveal the value of ${name}` })
      .click();
  }

  async more(name: string, action: string): Promise<void> {
    await this.entry(name)
      .getByRole('button', { name: `More for ${name}` })
      .click();
    await this.page.getByRole('menuitem', { name: action }).click();
  }

  submit(verb: string): Locator {
    return this.form.getByRole('button', { name: verb, exact: true });
  }

  async chooseTarget(keyName: string): Promise<void> {
    await this.form.getByRole('combobox').fill(keyName);
    await this.page.getByRole('option', { name: keyName }).first().click();
  }

  get deleteDialog(): Locator {
    return this.page.getByRole('alertdialog');
  }
}
