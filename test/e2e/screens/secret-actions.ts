import type { Locator, Page } from '@playwright/test';

/** "Revoke tokens of …?" and then what became of each target. */
export class TokenRevocationDialog {
  readonly dialog: Locator;
  readonly names: Locator;
  readonly confirm: Locator;
  /** What opens for a key whose tokens cannot be revoked. */
  readonly refusal: Locator;
  /** Another dialog in the same place. */
  readonly answers: Locator;
  readonly done: Locator;
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
    this.dialog = page.getByRole('alertdialog', { name: /^Revoke tokens of/u });
    this.names = this.dialog.getByRole('textbox', { name: 'Names, one a line' });
    this.confirm = this.dialog.getByRole('button', { name: 'Revoke tokens', exact: true });
    this.refusal = page.getByRole('dialog', { name: /^Tokens of .* cannot be revoked$/u });
    const answered = page.getByRole('dialog', { name: /^Tokens of/u });
    this.answers = answered.getByRole('list', { name: 'What became of each target' });
    this.done = answered.getByRole('button', { name: 'Done', exact: true });
  }

  async choose(label: 'Whose tokens' | 'Which of them', value: string): Promise<void> {
    await this.dialog.getByRole('button', { name: new RegExp(`${label}$`, 'u') }).click();
    await this.page.getByRole('option', { name: value }).click();
  }

  async leaveThemTime(): Promise<void> {
    await this.dialog.getByRole('checkbox', { name: 'Leave them 30 seconds' }).press('Space');
  }

  answer(target: string): Locator {
    return this.answers.getByRole('listitem').filter({ hasText: target });
  }
}

/** The secrets of a key that may have several, and what can be done with one that is about to end. */
export class SeveralSecrets {
  readonly look: Locator;
  readonly extend: Locator;
  readonly endNow: Locator;
  readonly extendDialog: Locator;
  readonly endDialog: Locator;
  private readonly pane: Locator;

  constructor(page: Page) {
    this.pane = page.getByRole('complementary', { name: 'Key details' });
    this.look = this.pane.getByRole('button', { name: 'Look for its secrets' });
    this.extend = this.pane.getByRole('button', { name: 'Extend…', exact: true });
    this.endNow = this.pane.getByRole('button', { name: 'End now…', exact: true });
    this.extendDialog = page.getByRole('dialog', { name: /^Extend the secret/u });
    this.endDialog = page.getByRole('alertdialog', { name: /^End the secret/u });
  }

  /** "Secret" for the current one, "Expiring", "Ended". */
  part(text: string | RegExp): Locator {
    return this.pane
      .getByRole('list', { name: 'Values of this key' })
      .getByRole('listitem')
      .filter({ hasText: text });
  }

  newEnd(name: string): Locator {
    return this.extendDialog.getByRole('radio', { name });
  }
}
