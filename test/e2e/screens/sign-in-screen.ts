import type { Locator, Page } from '@playwright/test';

/** Signing in again to a known account. */
export class SignInScreen {
  readonly heading: Locator;
  readonly email: Locator;
  readonly password: Locator;
  readonly signIn: Locator;

  constructor(page: Page) {
    const form = page.getByRole('form', { name: 'Sign in again' });
    this.heading = page.getByRole('heading', { level: 1, name: 'Sign in again' });
    this.email = form.getByRole('textbox', { name: 'E-mail' });
    this.password = form.getByLabel('Password');
    this.signIn = form.getByRole('button', { name: 'Sign in', exact: true });
  }
}
