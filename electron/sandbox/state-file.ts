import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

const stateFileSchema = z.strictObject({
  formatVersion: z.literal(1),
  /** Each provider's own snapshot, as it wrote it. */
  providers: z.record(z.string(), z.string()),
});

/** The saved state of a served sandbox: one file for all providers, readable by its owner only. */
export class StateFile {
  readonly #filePath: string;
  readonly #snapshots: Map<string, string>;

  /** Throws when the file exists and is not a state file; it is then left as it is. */
  constructor(filePath: string) {
    this.#filePath = filePath;
    this.#snapshots = existsSync(filePath) ? readStateFile(filePath) : new Map<string, string>();
  }

  load(providerId: string): string | null {
    return this.#snapshots.get(providerId) ?? null;
  }

  /** Written beside and renamed, so that a kill leaves the old state or the new one. */
  save(providerId: string, snapshot: string): void {
    this.#snapshots.set(providerId, snapshot);
    const text = JSON.stringify({
      formatVersion: 1,
      providers: Object.fromEntries(this.#snapshots),
    } satisfies z.infer<typeof stateFileSchema>);
    const draftPath = `${this.#filePath}.${process.pid}.tmp`;
    writeFileSync(draftPath, text, { mode: 0o600 });
    renameSync(draftPath, this.#filePath);
  }
}

function readStateFile(filePath: string): Map<string, string> {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(filePath, 'utf8'));
  } catch (error) {
    // A JSON error quotes the text, and the text holds secrets.
    if (!(error instanceof SyntaxError)) throw error;
  }
  const parsed = stateFileSchema.safeParse(json);
  if (!parsed.success) throw new Error(`${filePath} is not a state file of the sandbox`);
  return new Map(Object.entries(parsed.data.providers));
}
