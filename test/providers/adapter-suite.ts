import { describe, expect, it } from 'vitest';
import { providerDescriptorSchema } from '../../shared/providers/provider-descriptor.ts';
import type { AppError } from '../../shared/errors/app-error.ts';
import { jsonAnswer, textAnswer } from '../fakes/fake-transport.ts';
import type { AdapterProfile, RecordedOperation } from './adapter-profile.ts';
import {
  AdapterHarness,
  failureOf,
  isWrite,
  outcomeUnknown,
  recorded,
  runAgainst,
} from './adapter-harness.ts';
import { describeHostileAnswers } from './hostile-answers.ts';
import { describePaging } from './paging-suite.ts';
import { networkFaults, spoiltAnswers, type Fault } from './faults.ts';
import { withExtraFields, withField } from './mutate-json.ts';
import { retryAfterShapes, shapesMadeAt } from './retry-after-shapes.ts';

/** What every provider must do alike, told in terms of its recorded exchanges. */
export function describeAdapter(profile: AdapterProfile): void {
  describe(`${profile.providerId}: what it offers`, () => {
    describeOffer(profile);
  });
  describePaging(profile);
  for (const operation of profile.operations) {
    describe(`${profile.providerId}: ${operation.name}`, () => {
      describeHappyPath(profile, operation);
      describeStatuses(profile, operation);
      describePages(profile, operation);
      describeRetryAfter(profile, operation);
      describeFaults(profile, operation);
      describeShapes(profile, operation);
      describeOptionalFields(profile, operation);
      describeHostileAnswers(profile, operation);
      if (operation.isCancellable) describeCancelling(profile, operation);
    });
  }
}

function describeOffer(profile: AdapterProfile): void {
  const { adapter } = new AdapterHarness(profile, () => jsonAnswer({}));

  it('offers what its profile tests, and nothing untested', () => {
    const all = [...profile.offered, ...(profile.testedElsewhere ?? [])];
    expect(Object.keys(adapter.operations).sort()).toEqual(all.sort());
    const tested = new Set(profile.operations.map(({ name }) => name.split('.')[0]));
    expect([...tested].sort()).toEqual([...profile.offered].sort());
  });

  it('has a descriptor that the screens can read', () => {
    expect(providerDescriptorSchema.parse(adapter.descriptor)).toEqual(adapter.descriptor);
    expect(adapter.descriptor.id).toBe(adapter.id);
  });
}

function describeHappyPath(profile: AdapterProfile, operation: RecordedOperation): void {
  it('sends exactly the recorded request, once, and understands the answer', async () => {
    const harness = new AdapterHarness(profile, recorded(operation));
    const { result, requestCount } = await harness.run(operation);
    expect(result).toEqual({ ok: true, value: operation.gives });
    expect(requestCount).toBe(operation.requestCount ?? 1);
    const request = harness.requests[0]!;
    const { method, url, headers, body } = operation.sends;
    expect(request.method).toBe(method);
    if (typeof url === 'string') expect(request.url.href).toBe(url);
    else expect(request.url.href).toMatch(url);
    expect(request.body === null ? null : (JSON.parse(request.body) as unknown)).toEqual(body);
    expect(Object.fromEntries(request.headers)).toEqual({
      accept: 'application/json',
      'user-agent': 'Rekey',
      ...(body === null ? {} : { 'content-type': 'application/json' }),
      ...headers,
    });
  });
}

/** Whether a failure that may pass is followed by another try. */
const isRepeated = ({ neverRepeats }: AdapterProfile, { effect }: RecordedOperation): boolean =>
  effect === 'read' && neverRepeats !== true;

/** What a status means, where the body is the API's own. */
function expectedError(
  { effect, whenMissing, isKeySigned }: RecordedOperation,
  status: number,
  providerId: string,
): Partial<AppError> {
  const rejected = { kind: 'provider-rejected', providerId, code: String(status) } as const;
  if (effect === 'sign-in' && [400, 401, 403].includes(status))
    return { kind: 'sign-in-refused', providerId };
  const isAboutKey = effect === 'probe' || isKeySigned === true;
  if (isAboutKey && status < 500 && status !== 408) return rejected;
  if (status === 401) return { kind: 'provider-unauthorized', providerId };
  if (status === 403) return { kind: 'provider-forbidden', providerId };
  if (status === 404 || status === 410) return whenMissing;
  if (status === 408)
    return effect === 'mutate' || effect === 'create' ? outcomeUnknown : { kind: 'timed-out' };
  if (status < 500) return rejected;
  if (effect === 'create') return outcomeUnknown;
  return { kind: 'provider-unavailable', providerId, status, reason: 'server-error' };
}

function describeStatuses(profile: AdapterProfile, operation: RecordedOperation): void {
  const statuses = [400, 401, 403, 404, 407, 408, 409, 410, 413, 422, 500, 502, 503, 504];
  it.each(statuses)('maps %i, and repeats only a read that the server failed', async (status) => {
    const message = 'Refused: sec-c-abcdeRKCANARY0123456789abcdef RKCANARY0123456789abcdef';
    const { result, requestCount } = await runAgainst(profile, operation, () =>
      jsonAnswer({ status, error: true, message }, { status }),
    );
    if (status === 403 && operation.whenForbidden !== undefined)
      expect(result).toEqual({ ok: true, value: operation.whenForbidden });
    else
      expect(failureOf(result)).toMatchObject(expectedError(operation, status, profile.providerId));
    expect(requestCount).toBe(isRepeated(profile, operation) && status >= 500 ? 4 : 1);
  });
}

/** A firewall's page with a telling status is not the provider speaking. */
function describePages(profile: AdapterProfile, operation: RecordedOperation): void {
  const statuses = operation.effect === 'probe' ? [400, 401, 403, 404] : [400, 404, 410, 422];
  it.each(statuses)('takes no %i from a page', async (status) => {
    const { result } = await runAgainst(profile, operation, () =>
      textAnswer('<html>RKCANARY</html>', { status, headers: { 'content-type': 'text/html' } }),
    );
    const isWrongAddress = operation.effect === 'sign-in' && (status === 404 || status === 410);
    expect(failureOf(result)).toMatchObject(
      isWrongAddress
        ? operation.whenMissing
        : { kind: 'provider-unavailable', status, reason: 'not-json' },
    );
  });
}

function describeRetryAfter(profile: AdapterProfile, operation: RecordedOperation): void {
  it.each(retryAfterShapes)(
    'answers 429 with when to come back: %s',
    async (_name, headers, waitMs) => {
      const harness = new AdapterHarness(profile, () =>
        jsonAnswer({ message: 'slow down' }, { status: 429, headers }),
      );
      expect(harness.clock.now()).toBe(shapesMadeAt);
      const { result, requestCount, tookMs } = await harness.run(operation);
      const error = failureOf(result);
      if (error === 'success' || error.kind !== 'provider-rate-limited')
        throw new Error(`It answered ${JSON.stringify(error)}`);
      const aheadMs = error.retryAt - shapesMadeAt;
      if (!isRepeated(profile, operation)) {
        expect(requestCount).toBe(1);
        expect(aheadMs).toBe(waitMs ?? 30_000);
      } else {
        // Waiting for the provider fits into a minute, or is left to the person.
        expect(requestCount).toBeLessThanOrEqual(4);
        expect(requestCount > 1).toBe((waitMs ?? 0) < 60_000);
        expect(tookMs).toBeLessThanOrEqual(60_000);
        expect(aheadMs).toBeGreaterThanOrEqual(1_000);
        expect(aheadMs).toBeLessThanOrEqual(300_000 + 60_000);
      }
    },
  );
}

function describeFaults(profile: AdapterProfile, operation: RecordedOperation): void {
  const check = async ({ answer, sent, error, ...fault }: Fault): Promise<void> => {
    const { result, requestCount } = await runAgainst(profile, operation, answer(operation));
    const expected = sent === 'maybe' && isWrite(operation) ? outcomeUnknown : error;
    expect(failureOf(result)).toMatchObject({ ...expected, ...ownId(expected, profile) });
    expect(requestCount).toBe(isRepeated(profile, operation) && fault.isRepeated ? 4 : 1);
  };
  it.each(networkFaults)('$name', (fault) => check(fault));
  it.each(spoiltAnswers)('$name', (fault) => check(fault));

  it.each(['', 'null', '{}', '[]', '""', '0', 'true'])('%j as an answer', async (body) => {
    const { result } = await runAgainst(
      profile,
      operation,
      () => new Response(body, { headers: { 'content-type': 'application/json' } }),
    );
    const isFine = operation.acceptsEmpty && ['', 'null', '{}'].includes(body);
    const refused = isWrite(operation) ? outcomeUnknown : { kind: 'provider-changed' };
    if (body === '[]' && operation.whenEmptyList !== undefined)
      expect(failureOf(result)).toEqual(operation.whenEmptyList);
    else if (isFine) expect(failureOf(result)).toBe('success');
    else expect(failureOf(result)).toMatchObject(refused);
  });
}

const ownId = (error: Partial<AppError>, { providerId }: AdapterProfile) =>
  error.kind === 'provider-unavailable' || error.kind === 'provider-changed' ? { providerId } : {};

function disturbed({ openFields, envelopeOf }: AdapterProfile, operation: RecordedOperation) {
  const { answer, isOpen } = operation;
  if (isOpen === true) return answer;
  if (envelopeOf === undefined) return withExtraFields(answer, openFields);
  const inside = withExtraFields(fieldOf(operation, envelopeOf), openFields);
  return withField(answer, envelopeOf, { value: inside });
}

function describeShapes(profile: AdapterProfile, operation: RecordedOperation): void {
  it('is not disturbed by fields it does not know', async () => {
    const answer = () => jsonAnswer(disturbed(profile, operation));
    const { result } = await runAgainst(profile, operation, answer);
    expect(result).toEqual({ ok: true, value: operation.gives });
  });

  it.each(operation.needs)('names %s when it is missing or of another kind', async (path) => {
    const field = path.split('.').at(-1) ?? '';
    const spoilt = [
      withField(operation.answer, path),
      withField(operation.answer, path, { value: null }),
      withField(operation.answer, path, { value: [{ a: 'RKCANARY' }] }),
      withField(operation.answer, path, { value: 'RKCANARY\n' }),
    ];
    for (const answer of spoilt.slice(0, typeof fieldOf(operation, path) === 'string' ? 3 : 4)) {
      const { result } = await runAgainst(profile, operation, () => jsonAnswer(answer));
      const error = failureOf(result);
      if (isWrite(operation)) {
        expect(error).toEqual(outcomeUnknown);
      } else {
        expect(error).toMatchObject({ kind: 'provider-changed', providerId: profile.providerId });
        if (error !== 'success' && error.kind === 'provider-changed')
          expect(error.issues.join(' ')).toContain(field);
      }
    }
  });
}

function describeOptionalFields(profile: AdapterProfile, operation: RecordedOperation): void {
  it.each(operation.mayLack)('does without %s', async (path) => {
    const odd = [
      withField(operation.answer, path),
      withField(operation.answer, path, { value: null }),
    ];
    for (const answer of odd) {
      const { result } = await runAgainst(profile, operation, () => jsonAnswer(answer));
      expect(failureOf(result)).toBe('success');
    }
  });
}

function fieldOf({ answer }: RecordedOperation, path: string): unknown {
  let value: unknown = answer;
  for (const name of path.split('.')) value = Reflect.get(Object(value), name);
  return value;
}

function describeCancelling(profile: AdapterProfile, operation: RecordedOperation): void {
  it('is cancelled at once, while it waits for the answer or for the next try', async () => {
    const waiting = [
      () => new Promise<never>(() => {}),
      () => jsonAnswer({}, { status: 503, headers: { 'retry-after': '30' } }),
    ];
    for (const answer of isRepeated(profile, operation) ? waiting : waiting.slice(0, 1)) {
      const harness = new AdapterHarness(profile, answer);
      const abort = new AbortController();
      harness.others = operation.others ?? null;
      const work = operation.run(harness.adapter, abort.signal);
      await harness.clock.advanceAsync(1_000);
      abort.abort();
      expect(await work).toEqual({ ok: false, error: { kind: 'cancelled' } });
      expect(harness.clock.pendingTimers).toBe(0);
      expect(harness.requests).toHaveLength(1);
    }
  });
}
