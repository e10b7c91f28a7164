/** A moment in words that are the same for everybody: `2026-11-21 20:15 UTC`. */
export const utcTime = (at: number): string =>
  `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
