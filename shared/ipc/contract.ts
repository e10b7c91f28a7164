import type { z } from 'zod';
import { accountCommands } from './commands/account-commands.ts';
import { appCommands } from './commands/app-commands.ts';
import { events } from './commands/events.ts';
import { keyCommands } from './commands/key-commands.ts';
import { rotationCommands } from './commands/rotation-commands.ts';
import { sandboxCommands } from './commands/sandbox-commands.ts';
import { vaultCommands } from './commands/vault-commands.ts';

export type { AppStatus } from './commands/app-commands.ts';

/**
 * Everything that crosses between the renderer and the main process. Both ends, the preload's name
 * list and the test double are derived from this object.
 */
export const contract = {
  ...accountCommands,
  ...keyCommands,
  ...vaultCommands,
  ...rotationCommands,
  ...appCommands,
  ...sandboxCommands,
  ...events,
} as const;

type Contract = typeof contract;
type NamesOf<Kind extends 'command' | 'event'> = {
  [N in keyof Contract]: Contract[N]['kind'] extends Kind ? N : never;
}[keyof Contract];

export type CommandName = NamesOf<'command'>;
export type EventName = NamesOf<'event'>;
/** What a caller passes, before parsing. */
export type Input<N extends CommandName> = z.input<Contract[N]['input']>;
/** What a handler receives, parsed and branded. */
export type ParsedInput<N extends CommandName> = z.output<Contract[N]['input']>;
export type Output<N extends CommandName> = z.output<Contract[N]['output']>;
export type Payload<N extends EventName> = z.output<Contract[N]['payload']>;
