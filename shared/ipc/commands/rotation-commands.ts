import { z } from 'zod';
import { destinationIdSchema, keyIdSchema, rotationIdSchema } from '../../lib/ids.ts';
import {
  destinationChoiceSchema,
  rotationPlanSchema,
  rotationReceiptSchema,
  rotationViewSchema,
} from '../../rotations/rotation-view.ts';
import { command, nothing, typedNameSchema } from './command.ts';

/** Rotations: plan, steps, receipt. */
export const rotationCommands = {
  'rotations.list': command(nothing, z.array(rotationViewSchema)),
  'rotations.get': command(z.strictObject({ rotationId: rotationIdSchema }), rotationViewSchema),
  /** Preflight and plan; sends no mutating byte and saves nothing. */
  'rotations.plan': command(z.strictObject({ keyId: keyIdSchema }), rotationPlanSchema),
  /** The consent to the plan with this hash: saves the rotation and starts it. */
  'rotations.start': command(
    z.strictObject({
      keyId: keyIdSchema,
      planHash: z.string().regex(/^[0-9a-f]{64}$/),
      marker: z.string().max(40),
      destinations: z.array(destinationChoiceSchema).min(1).max(20),
    }),
    rotationViewSchema,
  ),
  /** Commands without further input: look-again, create-again, revoke-orphan, retry, roll-back, cancel. */
  'rotations.command': command(
    z.strictObject({
      rotationId: rotationIdSchema,
      command: z.enum([
        'start',
        'look-again',
        'create-again',
        'revoke-orphan',
        'retry',
        'roll-back',
        'cancel',
      ]),
    }),
    rotationViewSchema,
  ),
  'rotations.attest': command(
    z.strictObject({
      rotationId: rotationIdSchema,
      what: z.enum(['new-works', 'old-dead']),
      note: z.string().min(1).max(500),
    }),
    rotationViewSchema,
  ),
  'rotations.confirm-destination': command(
    z.strictObject({ rotationId: rotationIdSchema, destinationId: destinationIdSchema }),
    rotationViewSchema,
  ),
  /** Destructive and final: main compares the typed name and asks the host for confirmation. */
  'rotations.retire': command(
    z.strictObject({ rotationId: rotationIdSchema, typedName: typedNameSchema }),
    rotationViewSchema,
  ),
  'rotations.receipt': command(
    z.strictObject({ rotationId: rotationIdSchema }),
    rotationReceiptSchema,
  ),
} as const;
