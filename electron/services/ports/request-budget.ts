/** At most so many requests in any stretch of `perMs` milliseconds. */
export interface RequestRate {
  readonly requests: number;
  readonly perMs: number;
}

export type BudgetAnswer =
  | { readonly kind: 'granted' }
  | { readonly kind: 'cancelled' }
  /** The wait would be too long; from `retryAt` on, milliseconds since 1970, it is worth asking again. */
  | { readonly kind: 'spent'; readonly retryAt: number };

/** What one account may still ask its provider; every request takes one, each repetition too. */
export interface RequestBudget {
  /** Resolves when the request may go out, at the latest after a minute. */
  take(signal?: AbortSignal): Promise<BudgetAnswer>;
  /** How many may go out within a minute; `moreAt`: when there is room for another, milliseconds since 1970. */
  left(): { readonly requests: number; readonly moreAt: number };
}
