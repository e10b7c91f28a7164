/** How a command gets the secret: never as an argument. */
export type SecretHand =
  | { readonly kind: 'stdin' }
  /** Other programs of the same user can read it while the command runs. */
  | { readonly kind: 'env'; readonly name: string };

export interface CommandPlan {
  /** An absolute path; or, but for Windows, a name that is looked up on the path. */
  readonly file: string;
  /** Given as they are: there is no shell. */
  readonly args: readonly string[];
  readonly hand: SecretHand;
  readonly timeoutMs: number;
  /** An absolute path; the person's home folder without it. */
  readonly cwd?: string;
}

export type CommandRefusal =
  /** Not a plain name or an absolute path. */
  | 'program'
  /** Windows: batch files read their arguments as code. */
  | 'batch-file'
  | 'folder'
  | 'variable-name'
  /** An argument holds the secret, or a character that ends a text early. */
  | 'argument'
  /** The secret is empty, or cannot be handed over whole. */
  | 'secret';

export type CommandOutcome =
  | {
      readonly kind: 'ended';
      readonly exitCode: number;
      /** Both outputs without the secret, in any form that is recognised, and cut. */
      readonly maskedOutput: string;
    }
  /** Nothing was started. */
  | { readonly kind: 'refused'; readonly reason: CommandRefusal }
  | { readonly kind: 'not-found' }
  /** It was ended, with all that it started itself. */
  | { readonly kind: 'timed-out'; readonly maskedOutput: string }
  /** It was ended by `endAll`, whatever it had done by then. */
  | { readonly kind: 'stopped' }
  /** It could not be started, or was ended by something else. */
  | { readonly kind: 'failed'; readonly maskedOutput: string };

/** Runs a program of the person's own that puts the new secret where Rekey cannot. */
export interface SecretCommand {
  run(plan: CommandPlan, secretValue: string): Promise<CommandOutcome>;
  /** Ends what runs, with all that it started; nothing is run from then on. */
  endAll(): void;
}
