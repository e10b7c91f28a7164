/** A key, or one of several secrets of a key, as it truly is at the simulated provider. */
export interface TrueCredential {
  /** The key's own id, or `secretIdOf` where a key has several secrets. */
  readonly id: string;
  /** Null where there never was one. */
  readonly secretValue: string | null;
  /** The provider takes it. */
  readonly isLive: boolean;
  /** Whoever signs in may read it. */
  readonly isReadable: boolean;
  /** When the provider's own clock ends it; null: it does not. */
  readonly endsAt: number | null;
}

export const secretIdOf = (providerKeyId: string, stub: string | null): string =>
  `${providerKeyId}/${stub ?? ''}`;
