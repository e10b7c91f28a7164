import {
  appErrorSchema,
  fail,
  ok,
  type AppError,
  type Result,
} from '../../shared/errors/app-error.ts';
import {
  contract,
  type CommandName,
  type Output,
  type ParsedInput,
} from '../../shared/ipc/contract.ts';
import { commandNames } from '../../shared/ipc/channels.ts';
import { storageErrorOf } from '../services/ports/storage-failure.ts';

/** One handler per command; each answers what the contract's output names. */
export type Handlers = {
  readonly [N in CommandName]: (
    input: ParsedInput<N>,
  ) => Promise<Result<Output<N>>> | Result<Output<N>>;
};

/** Logs a bug and answers its reference. */
export type ReportBug = (command: CommandName, cause: unknown) => string;

const knownNames: ReadonlySet<string> = new Set(commandNames);

export const isCommandName = (name: string): name is CommandName => knownNames.has(name);

/**
 * Parse → handle → parse, for every transport. Values and errors are parsed on the way out too: a
 * field that the contract does not name is stripped, so a service cannot leak by answering too much.
 * Never rejects.
 */
export function createDispatch(
  handlers: Handlers,
  reportBug: ReportBug,
): (name: CommandName, raw: unknown) => Promise<Result<unknown>> {
  return async (name, raw) => {
    const { input, output } = contract[name];
    const parsed = input.safeParse(raw);
    if (!parsed.success) {
      return fail({ kind: 'invalid-input', issues: issueTexts(parsed.error.issues) });
    }
    // Safe: `input` is the schema of exactly this handler.
    const handle = handlers[name] as (value: unknown) => Promise<Result<unknown>>;
    try {
      const result = await handle(parsed.data);
      return result.ok ? ok(output.parse(result.value)) : fail(appErrorSchema.parse(result.error));
    } catch (cause) {
      return fail(failureOf(name, cause, reportBug));
    }
  };
}

/** A full or failing disk is something a person can act on; everything else thrown is a bug. */
function failureOf(name: CommandName, cause: unknown, reportBug: ReportBug): AppError {
  return storageErrorOf(cause) ?? { kind: 'unexpected', reference: reportBug(name, cause) };
}

/** Field paths and rules only: zod's texts quote no values. */
function issueTexts(
  issues: readonly { readonly path: PropertyKey[]; readonly message: string }[],
): string[] {
  return issues
    .slice(0, 30)
    .map(({ path, message }) => `${path.map(String).join('.')} ${message}`.trim().slice(0, 300));
}
