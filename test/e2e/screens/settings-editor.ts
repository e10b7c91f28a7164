import type { Locator, Page } from '@playwright/test';

/** Name, environment and every setting of one key. */
export class SettingsEditor {
  readonly name: Locator;
  /** "Review 2 changes", disabled while something is wrong. */
  readonly review: Locator;
  /** "Save 2 changes". */
  readonly save: Locator;
  readonly back: Locator;
  /** Like a diff of code. */
  readonly diff: Locator;
  readonly typedName: Locator;
  private readonly page: Page;
  private readonly main: Locator;

  constructor(page: Page) {
    this.page = page;
    this.main = page.getByRole('main');
    this.name = this.main.getByRole('textbox', { name: 'Name' });
    this.review = this.main.getByRole('button', { name: /^Review/u });
    this.save = this.main.getByRole('button', { name: /^Save \d+ change/u });
    this.back = this.main.getByRole('button', { name: 'Back to the settings' });
    this.diff = this.main.getByRole('group', { name: 'What changes' });
    this.typedName = this.main.getByRole('textbox', { name: /^Type .* to confirm/u });
  }

  heading(keyName: string): Locator {
    return this.page.getByRole('heading', { level: 1, name: `Edit ${keyName}` });
  }

  /** A switch, or a field for text or a number, by its label. */
  field(label: string): Locator {
    const named = { name: new RegExp(`^${label}\\b`, 'u') };
    return this.main.getByRole('switch', named).or(this.main.getByRole('textbox', named));
  }

  /** Switches and radio buttons are drawn over their inputs, so a pointer cannot hit the input itself. */
  async toggle(label: string): Promise<void> {
    await this.main.getByRole('switch', { name: label, exact: true }).press('Space');
  }

  async chooseEnvironment(name: 'Production' | 'Testing'): Promise<void> {
    await this.main.getByRole('radio', { name }).press('Space');
  }
}
