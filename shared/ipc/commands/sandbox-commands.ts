import { z } from 'zod';
import { connectionIdSchema, instantSchema } from '../../lib/ids.ts';
import { command, nameInputSchema } from './command.ts';

const rowSchema = z.object({
  name: z.string().max(200),
  isActive: z.boolean(),
  /** Its Deactivate does nothing. */
  isDefault: z.boolean(),
  description: z.string().max(2_000),
  createdBy: z.string().max(320),
  createdAt: instantSchema,
});
export type SandboxConsoleRow = z.infer<typeof rowSchema>;

const rowsSchema = z.array(rowSchema);
const rowInputSchema = z.strictObject({ connectionId: connectionIdSchema, name: nameInputSchema });

/**
 * What a person does in a provider's own console, for simulated accounts only. Changes answer the
 * rows as they are then; what the console refuses comes as `invalid-input`.
 */
export const sandboxCommands = {
  'sandbox.console-keys': command(z.strictObject({ connectionId: connectionIdSchema }), rowsSchema),
  'sandbox.console-create': command(
    z.strictObject({
      connectionId: connectionIdSchema,
      name: nameInputSchema,
      description: z.string().max(2_000),
    }),
    rowsSchema,
  ),
  'sandbox.console-deactivate': command(rowInputSchema, rowsSchema),
  /** Main writes the clipboard; the token does not cross. */
  'sandbox.console-copy-token': command(
    rowInputSchema,
    z.object({ clearsAfterMs: z.number().int().positive() }),
  ),
} as const;
