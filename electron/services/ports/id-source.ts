/** Randomness as a port, so that tests and replays are repeatable. */
export interface IdSource {
  /** A new ULID: 26 characters, sortable by time. */
  ulid(): string;
  /** `length` characters of lower-case base 32, for markers that a provider's name may carry. */
  base32(length: number): string;
  bytes(length: number): Uint8Array;
}
