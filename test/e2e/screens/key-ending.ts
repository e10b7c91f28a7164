import type { Locator, Page } from '@playwright/test';

/** The dialog before a key ends for good: revoked, deleted or disabled. */
export class KeyEnding {
  readonly dialog: Locator;
  readonly typedName: Locator;
  /** "Revoke API key for good". */
  readonly confirm: Locator;

  constructor(page: Page) {
    this.dialog = page.getByRole('alertdialog');
    this.typedName = this.dialog.getByRole('textbox', { name: /^Type .* to confirm$/u });
    this.confirm = this.dialog.getByRole('button', { name: /for good$/u });
  }
}
