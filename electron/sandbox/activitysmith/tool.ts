import { z } from 'zod';
import { problemsOf } from './request-reading.ts';

/** A call that the tool refuses; the answer says `isError` with this text. */
export class ToolRefusal extends Error {
  override readonly name = 'ToolRefusal';
}

/** One tool as `tools/list` shows it, with what it does. */
export interface Tool {
  readonly name: string;
  readonly description: string;
  /** JSON Schema of the arguments. */
  readonly inputSchema: Readonly<Record<string, unknown>>;
  readonly needs: 'read' | 'write';
  /** Whether the person must have allowed "Manage API keys". */
  readonly managesKeys: boolean;
  run(input: unknown): Readonly<Record<string, unknown>>;
}

/** Arguments are strict: what is unknown, missing or of another type is refused with its place. */
export function defineTool<S extends z.ZodType>(
  about: Pick<Tool, 'name' | 'description' | 'needs' | 'managesKeys'>,
  schema: S,
  run: (input: z.infer<S>) => Readonly<Record<string, unknown>>,
): Tool {
  return {
    ...about,
    inputSchema: z.toJSONSchema(schema, { io: 'input' }),
    run: (input) => {
      const parsed = schema.safeParse(input);
      if (!parsed.success) {
        throw new ToolRefusal(`Invalid arguments: ${problemsOf(parsed.error)}`);
      }
      return run(parsed.data);
    },
  };
}
