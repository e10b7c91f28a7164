import type { Locator, Page } from '@playwright/test';

/** One key, beside the list. */
export class KeyDetails {
  readonly pane: Locator;
  readonly revealSecret: Locator;
  readonly copySecret: Locator;
  /** The revealed value; it is not there while it is masked. */
  readonly secretValue: Locator;

  constructor(page: Page) {
    this.pane = page.getByRole('complementary', { name: 'Key details' });
    this.revealSecret = this.pane.getByRole('button', { name: 'Reveal secret key' });
    this.copySecret = this.pane.getByRole('button', { name: 'Copy secret key' });
    this.secretValue = this.pane.getByRole('group', { name: 'Secret key' });
  }

  heading(name: string | RegExp): Locator {
    return this.pane.getByRole('heading', { level: 2, name });
  }

  /** What can be done with the key: "Rotate…", "Edit…", "Vault", "Disable (final)…". */
  action(name: string): Locator {
    return this.pane.getByRole('button', { name, exact: true });
  }

  async showTab(name: 'Scope' | 'History' | 'Notes'): Promise<void> {
    await this.pane.getByRole('tab', { name }).click();
  }

  async close(): Promise<void> {
    await this.pane.getByRole('button', { name: 'Close details' }).click();
  }
}
