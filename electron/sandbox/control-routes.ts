import { z } from 'zod';
import type { RunningProvider } from './compose-sandbox.ts';
import { parseFaultRules } from './fault-rule.ts';
import type { SandboxHandler } from './sandbox-handler.ts';

/** Below this path a served port takes orders from tests; the simulated vendor knows nothing of it. */
export const controlPrefix = '/__sandbox/';

/**
 * `POST /__sandbox/faults` replaces the fault rules, `POST /__sandbox/tuning` changes how the vendor
 * behaves, `GET /__sandbox/state` tells the truth, secrets included. Never delayed, never journaled.
 */
export function createControlRoutes(running: RunningProvider): SandboxHandler {
  return async (request) => {
    const call = `${request.method} ${new URL(request.url).pathname}`;
    switch (call) {
      case 'GET /__sandbox/state':
        return Response.json({
          provider: running.provider.id,
          ...running.instance.summary(),
          requests: running.journal.counts(),
          journal: running.journal.entries(),
        });
      case 'POST /__sandbox/faults':
        return await order(request, (input) => {
          running.plan.replace(parseFaultRules(input));
          return [];
        });
      case 'POST /__sandbox/tuning':
        return await order(request, (input) => running.instance.tune(input));
      default:
        return refusal(404, ['No such order']);
    }
  };
}

/** Runs an order and answers with the problems found. */
async function order(
  request: Request,
  run: (input: unknown) => readonly string[],
): Promise<Response> {
  try {
    const problems = run(JSON.parse(await request.text()));
    return problems.length === 0 ? Response.json({ ok: true }) : refusal(400, problems);
  } catch (error) {
    if (error instanceof SyntaxError) return refusal(400, ['The body is not valid JSON']);
    if (error instanceof z.ZodError) return refusal(400, [z.prettifyError(error)]);
    throw error;
  }
}

function refusal(status: number, problems: readonly string[]): Response {
  return Response.json({ ok: false, problems }, { status });
}
