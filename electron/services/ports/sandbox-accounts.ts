/** The simulated accounts that live inside the app. */
export interface SandboxAccount {
  readonly providerId: string;
  readonly baseUrl: string;
  readonly dataPlaneUrl: string;
  /** What a person would type into the connect form; the simulation knows no other credentials. */
  readonly fields: Readonly<Record<string, string>>;
}

/** The simulated console of a provider. Changes answer its refusal in words, null when done. */
export interface SandboxConsole {
  keys(): readonly {
    readonly name: string;
    readonly isActive: boolean;
    readonly isDefault: boolean;
    readonly tokenSecret: string;
    readonly description: string;
    readonly createdBy: string;
    readonly createdAt: number;
  }[];
  create(draft: { readonly name: string; readonly description: string }): string | null;
  deactivate(name: string): string | null;
}

export interface SandboxAccounts {
  all(): readonly SandboxAccount[];
  isSandbox(baseUrl: string): boolean;
  /** Null where the provider's keys are not managed in a console. */
  console(providerId: string): SandboxConsole | null;
  /** Throws the simulated account's state away. */
  reset(providerId: string): void;
}
