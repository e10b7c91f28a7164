/** One request the sandbox saw. No headers and no bodies: they carry sessions and secrets. */
export interface JournalEntry {
  readonly at: number;
  readonly method: string;
  /** Without the query, which may carry a signature. */
  readonly path: string;
  /** Null when no answer was given. */
  readonly status: number | null;
  /** The fault that shaped the answer, if any. */
  readonly fault: string | null;
}

const keptEntries = 2_000;

/** What was asked of one simulated provider, so that tests can count creates and changes. */
export class RequestJournal {
  readonly #entries: JournalEntry[] = [];
  readonly #counts = new Map<string, number>();

  record(entry: JournalEntry): void {
    this.#entries.push(entry);
    // Trimmed rarely and in one go: shifting at every request would cost more than it saves.
    if (this.#entries.length > 2 * keptEntries) this.#entries.splice(0, keptEntries);
    const key = `${entry.method} ${entry.path}`;
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
  }

  /** The newest entries, oldest first. */
  entries(): readonly JournalEntry[] {
    return this.#entries.slice(-keptEntries);
  }

  /** How often each method and path was asked for, over the whole run. */
  counts(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#counts);
  }
}
