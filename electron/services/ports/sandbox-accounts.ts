/** The simulated accounts that live inside the app. */
export interface SandboxAccount {
  readonly providerId: string;
  readonly baseUrl: string;
  readonly dataPlaneUrl: string;
  /** What a person would type into the connect form; the simulation knows no other credentials. */
  readonly fields: Readonly<Record<string, string>>;
}

export interface SandboxAccounts {
  all(): readonly SandboxAccount[];
  isSandbox(baseUrl: string): boolean;
  /** Throws the simulated account's state away. */
  reset(providerId: string): void;
}
