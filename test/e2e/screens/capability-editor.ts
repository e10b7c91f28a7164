import type { Locator, Page } from '@playwright/test';

/** What an Ably key may do: the dashboard's form, or resource by resource. */
export class CapabilityEditor {
  readonly simple: Locator;
  readonly advanced: Locator;
  readonly document: Locator;
  readonly covered: Locator;
  private readonly page: Page;
  private readonly main: Locator;

  constructor(page: Page) {
    this.page = page;
    this.main = page.getByRole('main');
    this.simple = this.main.getByRole('radio', { name: 'Capabilities and restriction' });
    this.advanced = this.main.getByRole('radio', { name: 'Resource by resource' });
    this.document = this.main.getByRole('textbox', { name: /^Document/u });
    this.covered = this.main.getByRole('region', { name: 'What this resource covers' });
  }

  /** One of the eight capabilities. Boxes are drawn over their inputs, so keys tick them. */
  capability(label: string): Locator {
    return this.main.getByRole('checkbox', { name: label, exact: true });
  }

  resource(name: string): Locator {
    return this.main.getByRole('group', { name: `Operations on ${name}`, exact: true });
  }

  operation(resource: string, name: string): Locator {
    return this.resource(resource).getByRole('checkbox', { name, exact: true });
  }

  async showAdvanced(): Promise<void> {
    await this.advanced.press('Space');
  }

  async addResource(name: string): Promise<void> {
    await this.main.getByRole('textbox', { name: 'Another resource' }).fill(name);
    await this.main.getByRole('button', { name: 'Add resource' }).click();
  }

  async pickResource(query: string, option: RegExp): Promise<void> {
    const picker = this.main.getByRole('combobox', { name: 'Or pick a queue or namespace' });
    await picker.click();
    await picker.pressSequentially(query);
    await this.page.getByRole('option', { name: option }).click();
  }

  async takeAway(resource: string): Promise<void> {
    await this.main.getByRole('button', { name: `Take ${resource} away` }).click();
  }
}
