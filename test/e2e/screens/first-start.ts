import type { Locator, Page } from '@playwright/test';

/** What a person sees before any account is connected. */
export class FirstStart {
  readonly heading: Locator;
  readonly trySandbox: Locator;
  readonly connect: Locator;

  constructor(page: Page) {
    const main = page.getByRole('main');
    this.heading = page.getByRole('heading', { level: 1, name: 'Every API key in one list' });
    this.trySandbox = main.getByRole('button', { name: 'Try the sandbox' });
    this.connect = main.getByRole('button', { name: 'Connect an account' });
  }
}
