/** The error with which `fetch` reports that no answer came; `code` is the system's name for why. */
export function networkFailure(code: string): TypeError {
  const cause = Object.assign(new Error(`simulated network failure: ${code}`), { code });
  return new TypeError('fetch failed', { cause });
}

/** The error with which reading a body ends when the connection breaks in the middle. */
export function brokenBody(code: string): TypeError {
  const cause = Object.assign(new Error('other side closed'), { code });
  return new TypeError('terminated', { cause });
}

/** The system's name for a network failure; null for any other error, which is a bug or an abort. */
export function networkFailureCode(error: unknown): string | null {
  if (!(error instanceof TypeError)) return null;
  const { cause } = error;
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string'
    ? cause.code
    : null;
}
