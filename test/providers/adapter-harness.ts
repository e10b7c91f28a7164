import { expect } from 'vitest';
import { adapterOf } from '../../electron/providers/provider-registry.ts';
import { createGuardedFetch } from '../../electron/providers/guarded-fetch.ts';
import { createProviderHttp } from '../../electron/providers/provider-http.ts';
import type { ProviderAdapter } from '../../electron/services/ports/provider-adapter.ts';
import { appErrorSchema, type AppError, type Result } from '../../shared/errors/app-error.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { FakeIdSource } from '../fakes/fake-id-source.ts';
import { otherProviderParts } from '../fakes/provider-fakes.ts';
import {
  FakeTransport,
  jsonAnswer,
  type Answer,
  type SentRequest,
} from '../fakes/fake-transport.ts';
import type { AdapterProfile, OtherAnswers, RecordedOperation } from './adapter-profile.ts';
import { RecordingLogger } from './recording-logger.ts';
import { settle } from './settle.ts';

const CANARY = 'RKCANARY';
const prototypeNames = Object.getOwnPropertyNames(Object.prototype).join();

export interface Outcome {
  readonly result: Result<unknown>;
  readonly requestCount: number;
  readonly tookMs: number;
}

/** One adapter over a fake network and a clock that only the test moves. */
export class AdapterHarness {
  readonly clock = new FakeClock();
  readonly logger = new RecordingLogger();
  readonly transport: FakeTransport;
  readonly adapter: ProviderAdapter;
  /** Answers the requests that are not tested; of the operation that runs, or set by the test. */
  others: OtherAnswers | null = null;

  constructor(profile: AdapterProfile, answer: Answer) {
    this.transport = new FakeTransport((request) => {
      const other = this.others?.(request);
      return other === undefined ? answer(request) : jsonAnswer(other);
    });
    const shared = { clock: this.clock, ids: new FakeIdSource() };
    const network = {
      ...{ ...shared, logger: this.logger, allowLoopback: false },
      transport: this.transport.fetch,
    };
    this.adapter = adapterOf(
      profile.create({
        ...{ ...otherProviderParts, ...shared },
        ...{ http: createProviderHttp(network), fetch: createGuardedFetch(network) },
      }),
    );
  }

  /** The requests that are tested. */
  get requests(): readonly SentRequest[] {
    return this.transport.requests.filter((request) => this.others?.(request) === undefined);
  }

  /** Runs an operation to its end and checks what must hold however it ends. */
  async run(
    operation: RecordedOperation,
    signal: AbortSignal = new AbortController().signal,
  ): Promise<Outcome> {
    this.others = operation.others ?? null;
    const before = this.requests.length;
    const { value, tookMs } = await settle(this.clock, operation.run(this.adapter, signal));
    this.checkAlways(operation, value);
    return { result: value, requestCount: this.requests.length - before, tookMs };
  }

  private checkAlways(operation: RecordedOperation, result: Result<unknown>): void {
    expect(this.clock.pendingTimers, 'timers left behind').toBe(0);
    expect(this.logger.lines.join('\n'), 'the log').not.toContain(CANARY);
    expect(Object.getOwnPropertyNames(Object.prototype).join()).toBe(prototypeNames);
    if (result.ok) {
      expect(() => operation.givesSchema.parse(result.value)).not.toThrow();
      if (!operation.answersSecrets) expect(JSON.stringify(result.value)).not.toContain(CANARY);
    } else {
      expect(appErrorSchema.parse(result.error)).toEqual(result.error);
      expect(JSON.stringify(result.error), 'the error').not.toContain(CANARY);
    }
    for (const { url } of this.transport.requests)
      expect(decodeURIComponent(url.href), 'the address').not.toContain(CANARY);
  }
}

/** Runs one operation against one answer. */
export function runAgainst(
  profile: AdapterProfile,
  operation: RecordedOperation,
  answer: Answer,
): Promise<Outcome> {
  return new AdapterHarness(profile, answer).run(operation);
}

export const recorded =
  (operation: RecordedOperation): Answer =>
  () =>
    jsonAnswer(operation.answer);

export const failureOf = (result: Result<unknown>): AppError | 'success' =>
  result.ok ? 'success' : result.error;

export const outcomeUnknown: AppError = { kind: 'outcome-unknown', rotationId: null };

export const isWrite = ({ effect }: RecordedOperation): boolean =>
  effect === 'mutate' || effect === 'create';
