/** A keyset as the data plane sees it, whichever admin API made it. */
export interface DataPlaneKeyset {
  readonly publishKey: string;
  /** Every secret key that is good right now; none on very old keysets, several after a rotation. */
  readonly secretKeys: readonly string[];
  readonly hasAccessManager: boolean;
  readonly hasPresence: boolean;
  readonly hasHistory: boolean;
}
