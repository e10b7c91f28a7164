import type { Locator, Page } from '@playwright/test';

/** Preferences, each saved as it is changed. */
export class SettingsScreen {
  readonly heading: Locator;
  readonly revealSeconds: Locator;
  readonly saved: Locator;
  private readonly main: Locator;

  constructor(page: Page) {
    this.main = page.getByRole('main');
    this.heading = page.getByRole('heading', { level: 1, name: 'Settings' });
    this.revealSeconds = this.main.getByRole('textbox', { name: 'Hide a revealed secret after' });
    this.saved = this.main.getByText('Saved', { exact: true });
  }

  theme(name: 'As the system' | 'Light' | 'Dark'): Locator {
    return this.main.getByRole('radio', { name });
  }

  fact(text: string | RegExp): Locator {
    return this.main.getByText(text);
  }
}
