import { z } from 'zod';
import { fail, ok, type AppError, type Result } from '../../shared/errors/app-error.ts';
import {
  PLAN_FILE_VERSION,
  planFileSchema,
  type PlanFile,
} from '../../shared/rotations/plan-file.ts';
import type { RotationPlan } from '../../shared/rotations/rotation-view.ts';
import { digestOf } from './canonical-digest.ts';

/** A plan is some kilobytes; what is larger is something else. */
const MAX_PLAN_BYTES = 1_048_576;

export const planFileOf = (plan: RotationPlan): PlanFile => ({
  format: 'rekey-plan',
  version: PLAN_FILE_VERSION,
  plan,
  digest: digestOf(plan),
});

const notAPlan: AppError = {
  kind: 'invalid-input',
  issues: ['This file is not a plan that Rekey exported'],
};
const newerPlan: AppError = {
  kind: 'invalid-input',
  issues: ['This plan was exported by a newer Rekey'],
};
const alteredPlan: AppError = {
  kind: 'invalid-input',
  issues: ['This plan was changed after it was exported'],
};

const versionSchema = z.object({
  format: z.literal('rekey-plan'),
  version: z.number().min(PLAN_FILE_VERSION + 1),
});

/**
 * The plan in a file. Its digest shows whether it was changed, not who made it: whoever takes it must
 * make it again. Errors: `file-refused` for no JSON, else `invalid-input`.
 */
export function parsePlanFile(bytes: Uint8Array, fileName: string): Result<RotationPlan> {
  const refused = (reason: 'too-large' | 'not-json'): Result<never> =>
    fail({ kind: 'file-refused', reason, fileName: fileName.slice(0, 300) });
  if (bytes.byteLength > MAX_PLAN_BYTES) return refused('too-large');
  let raw: unknown;
  try {
    raw = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    // No text in UTF-8, or no JSON.
    if (cause instanceof SyntaxError || cause instanceof TypeError) return refused('not-json');
    throw cause;
  }
  if (versionSchema.safeParse(raw).success) return fail(newerPlan);
  const parsed = planFileSchema.safeParse(raw);
  if (!parsed.success) return fail(notAPlan);
  const { plan, digest } = parsed.data;
  return isSame(parsed.data, raw) && digestOf(plan) === digest ? ok(plan) : fail(alteredPlan);
}

/** Whether the file holds exactly what was parsed: a schema leaves out what it does not know. */
function isSame(parsed: unknown, raw: unknown): boolean {
  if (typeof parsed !== 'object' || parsed === null) return parsed === raw;
  if (typeof raw !== 'object' || raw === null) return false;
  if (Array.isArray(parsed) !== Array.isArray(raw)) return false;
  const members = new Map<string, unknown>(Object.entries(raw));
  const entries = Object.entries(parsed);
  return (
    entries.length === members.size &&
    entries.every(([name, value]) => members.has(name) && isSame(value, members.get(name)))
  );
}
