import type { Locator, Page } from '@playwright/test';

/** A field of a few values: a button that says its value before its label. */
export const valueChooser = (page: Page, label: string): Locator =>
  page.getByRole('main').getByRole('button', { name: new RegExp(`${label}\\b`, 'u') });

export async function chooseValue(page: Page, label: string, value: string): Promise<void> {
  await valueChooser(page, label).click();
  await page.getByRole('option', { name: value }).click();
}
