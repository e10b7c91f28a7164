import type { SandboxClock } from '../sandbox-clock.ts';
import type { SandboxRandom } from '../sandbox-random.ts';
import type { AccountRecord, KeyRecord } from './account-record.ts';
import { draftProblem, isDefaultKey } from './key-rules.ts';
import { signatureDigits, tokenSecretFrom } from './token.ts';

/** What was changed, for tests that count effects instead of requests. */
interface Mutation {
  readonly at: number;
  readonly kind: 'key-created' | 'key-deactivated';
  /** The key's name. */
  readonly target: string;
}

interface Surroundings {
  readonly clock: SandboxClock;
  readonly random: SandboxRandom;
  readonly onMutation: () => void;
}

/** The simulated project and what its console does to it. Answers of changes are problems in words. */
export class AccountStore {
  readonly projectId: string;
  readonly projectName: string;
  readonly member: string;
  readonly #surroundings: Surroundings;
  readonly #keys = new Map<string, KeyRecord>();
  readonly #mutations: Mutation[] = [];

  constructor(record: AccountRecord, surroundings: Surroundings) {
    this.#surroundings = surroundings;
    this.projectId = record.projectId;
    this.projectName = record.projectName;
    this.member = record.member;
    for (const key of record.keys) this.#keys.set(key.name, key);
  }

  toRecord(): AccountRecord {
    const { projectId, projectName, member } = this;
    return {
      ...{ formatVersion: 1, provider: 'abetterchoice', projectId, projectName, member },
      keys: [...this.#keys.values()],
    };
  }

  mutations(): readonly Mutation[] {
    return this.#mutations;
  }

  /** In the order of creation. */
  keys(): readonly KeyRecord[] {
    return [...this.#keys.values()];
  }

  key(name: string): KeyRecord | undefined {
    return this.#keys.get(name);
  }

  /** Active at once. */
  createKey(draft: { readonly name: string; readonly description: string }): string | null {
    const { name, description } = draft;
    const problem = draftProblem({ name, description, isTaken: this.#keys.has(name) });
    if (problem !== null) return problem;
    const { clock, random } = this.#surroundings;
    const createdAt = clock.now();
    const digits = random.hex(signatureDigits);
    this.#keys.set(name, {
      ...{ name, description, createdAt, createdBy: this.member, deactivatedAt: null },
      tokenSecret: tokenSecretFrom({ name, digits, issuedAt: createdAt, endsAt: null }),
    });
    this.#committed('key-created', name);
    return null;
  }

  /** Immediate, and nothing brings it back. */
  deactivateKey(name: string): string | null {
    const key = this.#keys.get(name);
    if (key === undefined) return 'There is no such key.';
    if (isDefaultKey(this.projectId, name)) return 'The default key cannot be deactivated.';
    if (key.deactivatedAt !== null) return 'This key is already deactivated.';
    this.#keys.set(name, { ...key, deactivatedAt: this.#surroundings.clock.now() });
    this.#committed('key-deactivated', name);
    return null;
  }

  #committed(kind: Mutation['kind'], target: string): void {
    this.#mutations.push({ at: this.#surroundings.clock.now(), kind, target });
    this.#surroundings.onMutation();
  }
}
