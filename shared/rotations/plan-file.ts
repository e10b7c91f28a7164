import { z } from 'zod';
import { rotationPlanSchema } from './rotation-view.ts';

/** A plan and what is written of a rotation, as files. */
export const documentFormatSchema = z.enum(['markdown', 'json']);
export type DocumentFormat = z.infer<typeof documentFormatSchema>;

export const PLAN_FILE_VERSION = 1;

/** A plan that was exported as JSON. The digest is over canonical JSON of the plan. */
export const planFileSchema = z.strictObject({
  format: z.literal('rekey-plan'),
  version: z.literal(PLAN_FILE_VERSION),
  plan: rotationPlanSchema,
  digest: z.string().regex(/^[0-9a-f]{64}$/),
});
export type PlanFile = z.infer<typeof planFileSchema>;
