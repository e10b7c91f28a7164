import {
  brokenStream,
  endlessAnswer,
  hostileAnswer,
  htmlPage,
  slowStream,
  stalledStream,
} from './fault-bodies.ts';
import type { FaultPlan, FaultsOfRequest } from './fault-plan.ts';
import { rewriteJson } from './fault-rewrite.ts';
import type { FaultEffect, FaultMoment, SandboxPlane } from './fault-rule.ts';
import { networkFailure } from './network-failure.ts';
import { abortReason, type SandboxClock } from './sandbox-clock.ts';
import type { SandboxHandler } from './sandbox-handler.ts';

type AnswerEffect = NonNullable<FaultsOfRequest['effect']>;

/** Wraps a handler: what the plan says happens to each request instead of, before or after it. */
export function withFaults(
  handler: SandboxHandler,
  plan: FaultPlan,
  plane: SandboxPlane,
  clock: SandboxClock,
): SandboxHandler {
  return (request) =>
    applyFaults(
      handler,
      request,
      plan.take(request.method, new URL(request.url).pathname, plane),
      clock,
    );
}

/** Answers one request under its faults; rejects like `fetch` where no answer comes. */
export async function applyFaults(
  handler: SandboxHandler,
  request: Request,
  { latencies, effect }: FaultsOfRequest,
  clock: SandboxClock,
): Promise<Response> {
  const wait = async (when: FaultMoment): Promise<void> => {
    for (const latency of latencies) {
      if (latency.when === when) await clock.wait(latency.ms, request.signal);
    }
  };
  await wait('before-commit');
  const response =
    effect === null ? await handler(request) : await spoil(handler, request, effect, clock);
  await wait('after-commit');
  return response;
}

async function spoil(
  handler: SandboxHandler,
  request: Request,
  effect: AnswerEffect,
  clock: SandboxClock,
): Promise<Response> {
  const commit = async (when: FaultMoment): Promise<void> => {
    if (when === 'after-commit') await handler(request);
  };
  switch (effect.kind) {
    case 'offline':
      throw networkFailure(effect.code);
    case 'reset':
      await commit(effect.when);
      throw networkFailure(effect.code);
    case 'hang':
      await commit(effect.when);
      return await never(request.signal);
    case 'answer':
      await commit(effect.when);
      return otherAnswer(effect);
    case 'html':
      await commit(effect.when);
      return new Response(htmlPage, {
        status: effect.status,
        headers: { 'content-type': 'text/html; charset=utf-8' },
      });
    case 'hostile':
      await commit(effect.when);
      return hostileAnswer(effect.body);
    case 'endless-body':
      await commit(effect.when);
      return endlessAnswer();
    case 'redirect':
      return new Response(null, {
        status: effect.status,
        headers: { location: effect.location },
      });
    case 'truncated':
    case 'stalled-body':
    case 'slow-body':
    case 'content-type':
    case 'rewrite':
      return await changed(await handler(request), effect, clock);
  }
}

async function changed(
  real: Response,
  effect: Extract<
    AnswerEffect,
    { kind: 'truncated' | 'stalled-body' | 'slow-body' | 'content-type' | 'rewrite' }
  >,
  clock: SandboxClock,
): Promise<Response> {
  const bytes = new Uint8Array(await real.arrayBuffer());
  const init = { status: real.status, headers: new Headers(real.headers) };
  switch (effect.kind) {
    case 'truncated': {
      const kept = bytes.subarray(0, keptBytes(effect.keep, bytes.byteLength));
      if (effect.ending === 'clean') return new Response(kept, init);
      // The full length is promised, so a reader can tell that something is missing.
      init.headers.set('content-length', String(bytes.byteLength));
      return new Response(brokenStream(kept), init);
    }
    case 'stalled-body':
      return new Response(stalledStream(bytes.subarray(0, effect.keep)), init);
    case 'slow-body':
      return new Response(slowStream(bytes, effect.chunkBytes, effect.chunkDelayMs, clock), init);
    case 'content-type':
      init.headers.set('content-type', effect.contentType);
      return new Response(bytes, init);
    case 'rewrite': {
      const json: unknown = JSON.parse(new TextDecoder().decode(bytes));
      rewriteJson(json, effect);
      return new Response(JSON.stringify(json), init);
    }
  }
}

function keptBytes(keep: number | 'half' | 'all-but-one', total: number): number {
  if (keep === 'half') return Math.floor(total / 2);
  return keep === 'all-but-one' ? Math.max(0, total - 1) : keep;
}

function otherAnswer(effect: Extract<FaultEffect, { kind: 'answer' }>): Response {
  const headers = new Headers({ 'content-type': 'application/json', ...effect.headers });
  const mayHaveBody = ![204, 205, 304].includes(effect.status);
  const body = effect.body ?? { error: true, message: `simulated answer ${effect.status}` };
  return new Response(mayHaveBody ? JSON.stringify(body) : null, {
    status: effect.status,
    headers,
  });
}

function never(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const stop = (): void => {
      reject(abortReason(signal));
    };
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}
