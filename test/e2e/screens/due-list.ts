import type { Locator, Page } from '@playwright/test';

/** The keys that are to be rotated, and those that were put off. */
export class DueListPart {
  readonly region: Locator;
  readonly dialog: Locator;
  readonly reason: Locator;
  /** Opens and closes the list of what was put off. */
  readonly snoozedTitle: Locator;

  constructor(page: Page) {
    this.region = page.getByRole('region', { name: 'Due for rotation' });
    this.dialog = page.getByRole('dialog', { name: /^Snooze/u });
    this.reason = this.dialog.getByRole('textbox', { name: 'Reason' });
    this.snoozedTitle = this.region.getByText(/^Snoozed \(\d+\)$/u);
  }

  item(keyName: string): Locator {
    return this.region
      .getByRole('listitem')
      .filter({ has: this.region.page().getByRole('link', { name: keyName, exact: true }) });
  }

  snooze(keyName: string): Locator {
    return this.region.getByRole('button', { name: `Snooze… ${keyName}`, exact: true });
  }

  endSnooze(keyName: string): Locator {
    return this.region.getByRole('button', { name: `End the snooze of ${keyName}`, exact: true });
  }

  rotate(keyName: string): Locator {
    return this.region.getByRole('button', { name: `Rotate… ${keyName}`, exact: true });
  }
}
