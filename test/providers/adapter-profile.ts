import type { z } from 'zod';
import type { AppError, Result } from '../../shared/errors/app-error.ts';
import type { ProviderAdapter } from '../../electron/services/ports/provider-adapter.ts';
import type { ProviderModule } from '../../electron/providers/provider-module.ts';
import type { ProviderDependencies } from '../../electron/providers/provider-registry.ts';
import type { SentRequest } from '../fakes/fake-transport.ts';

/** What an operation does at the provider; it decides what not knowing its outcome means. */
export type Effect = 'read' | 'sign-in' | 'probe' | 'mutate' | 'create';

/** One operation with one recorded exchange: what it must send, and what it makes of the answer. */
export interface RecordedOperation {
  readonly name: string;
  readonly effect: Effect;
  run(adapter: ProviderAdapter, signal: AbortSignal): Promise<Result<unknown>>;
  /** Whether `run` passes the signal on; creates and changes cannot be taken back. */
  readonly isCancellable: boolean;
  readonly sends: {
    readonly method: string;
    readonly url: string | RegExp;
    /** Headers beyond those that every request carries. */
    readonly headers: Readonly<Record<string, string>>;
    readonly body: unknown;
  };
  readonly answer: unknown;
  readonly gives: unknown;
  /** What any answer, however hostile, may be turned into. */
  readonly givesSchema: z.ZodType;
  /** Whether secrets are what it is for: then they may appear in its value. */
  readonly answersSecrets: boolean;
  /** Fields of the answer, dotted, without which it cannot be understood. */
  readonly needs: readonly string[];
  /** Fields of the answer, dotted, that may be missing or odd. */
  readonly mayLack: readonly string[];
  /** What a 404 means. */
  readonly whenMissing: AppError;
  /** What a 403 in the API's own words is turned into, where it is an answer and no error. */
  readonly whenForbidden?: unknown;
  /** The key itself signs it: a refusal is about the key and never asks to sign in again. */
  readonly isKeySigned?: true;
  /** Whether an answer without a body is as good as one with. */
  readonly acceptsEmpty: boolean;
  /** What a list without entries as the whole answer means, where it is one. */
  readonly whenEmptyList?: 'success' | AppError;
  /** Requests of a success, where it takes more than one; all get the same answer. */
  readonly requestCount?: number;
  readonly others?: OtherAnswers;
  /** The names in the whole answer are data, as in `openFields`. */
  readonly isOpen?: true;
}

/**
 * Answers to requests that are made beside the recorded one, which alone is counted and spoilt;
 * undefined for the recorded one itself.
 */
export type OtherAnswers = (request: SentRequest) => unknown;

/** A search through pages, and a server that serves the pages the test makes up. */
export interface RecordedPaging {
  run(adapter: ProviderAdapter): Promise<Result<readonly { readonly providerKeyId: string }[]>>;
  pageOf(url: URL): number;
  answer(ids: readonly number[], total: number): unknown;
  readonly others?: OtherAnswers;
}

/** Everything the suite must know of a provider. */
export interface AdapterProfile {
  readonly providerId: string;
  create(dependencies: ProviderDependencies): ProviderModule;
  readonly operations: readonly RecordedOperation[];
  /** The operations that this provider offers, by name as in `operations`. */
  readonly offered: readonly string[];
  /** Operations that ask nobody or a person, which tests of the provider's own cover. */
  readonly testedElsewhere?: readonly string[];
  /** Its transport sends every call once: a read that failed is left to the person or the next sync. */
  readonly neverRepeats?: true;
  readonly paging: RecordedPaging | null;
  /** Fields of answers whose names are data, where an extra one is not ignored but listed. */
  readonly openFields: readonly string[];
  /** The one field of every answer that holds theirs, where a protocol allows none beside it. */
  readonly envelopeOf?: string;
}
