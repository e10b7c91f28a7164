/** What the servers' answers have told of their clocks. */
export interface ServerClocks {
  /**
   * By how many milliseconds this machine's clock is ahead of the clock of the server behind this
   * address, at least; below zero it is behind. Null: no answer of the last minutes told the time.
   */
  aheadMs(url: string): number | null;
}
