import type { Locator } from '@playwright/test';

/** A banner with this title that was said aloud: a failure, a warning, a success. */
export const announced = (place: Locator, title: string): Locator =>
  place.getByRole('alert').or(place.getByRole('status')).filter({ hasText: title });
