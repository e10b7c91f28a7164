import type { Locator, Page } from '@playwright/test';

/** A secret of the key whose details are open, as its buttons call it: "API key", "secret key". */
export class SecretPart {
  readonly reveal: Locator;
  readonly hide: Locator;
  /** Not there while it is masked. */
  readonly value: Locator;

  constructor(page: Page, noun: 'API key' | 'secret key') {
    const pane = page.getByRole('complementary', { name: 'Key details' });
    const values = pane.getByRole('list', { name: 'Values of this key' });
    this.reveal = values.getByRole('button', { name: `Reveal ${noun}`, exact: true });
    this.hide = values.getByRole('button', { name: `Hide ${noun}`, exact: true });
    this.value = values.getByRole('group', { name: noun });
  }
}
