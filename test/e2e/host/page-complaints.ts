import type { Page } from '@playwright/test';

/** Keeps everything that a page says to its developer or throws at the person. */
export function listenForComplaints(page: Page, complaints: string[]): void {
  page.on('console', (message) => {
    complaints.push(
      `console: ${message.text()} (${message.location().url}:${String(message.location().lineNumber)})`,
    );
  });
  page.on('pageerror', (error) => {
    complaints.push(`error: ${error.message}`);
  });
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss(); // a dialog that went by itself needs no answer
  });
}
