import { z } from 'zod';
import {
  destinationIdSchema,
  instantSchema,
  keyIdSchema,
  pickedFileIdSchema,
  rotationIdSchema,
} from '../../lib/ids.ts';
import {
  destinationChoiceSchema,
  rememberedDestinationSchema,
} from '../../rotations/destination.ts';
import { documentFormatSchema } from '../../rotations/plan-file.ts';
import { receiptVerdictSchema, rotationReceiptSchema } from '../../rotations/rotation-receipt.ts';
import {
  rotationStrategySchema,
  rotationTriggerSchema,
} from '../../rotations/rotation-strategy.ts';
import {
  endStatementSchema,
  rotationPlanSchema,
  rotationViewSchema,
} from '../../rotations/rotation-view.ts';
import {
  command,
  nameInputSchema,
  nothing,
  secretValueSchema,
  typedNameSchema,
} from './command.ts';

const fileNameSchema = z.string().max(300).nullable();
const oneRotation = z.strictObject({ rotationId: rotationIdSchema });

/** Rotations: plan, steps, receipt. */
export const rotationCommands = {
  'rotations.list': command(nothing, z.array(rotationViewSchema)),
  'rotations.get': command(oneRotation, rotationViewSchema),
  /** Preflight and plan; sends no mutating byte and saves nothing. */
  'rotations.plan': command(
    z.strictObject({
      keyId: keyIdSchema,
      /** Absent: what the provider offers first. */
      strategy: rotationStrategySchema.optional(),
      /** How long the old secret goes on; absent: 24 hours. Only where it ends by itself. */
      overlapMs: z.number().int().positive().optional(),
      trigger: rotationTriggerSchema.optional(),
    }),
    rotationPlanSchema,
  ),
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
  /** Where the secret of this key went the last time. */
  'rotations.remembered': command(
    z.strictObject({ keyId: keyIdSchema }),
    z.array(rememberedDestinationSchema),
  ),
  /** Commands without further input. */
  'rotations.command': command(
    z.strictObject({
      rotationId: rotationIdSchema,
      command: z.enum([
        'start',
        'look-again',
        'create-again',
        'revoke-orphan',
        'retry',
        'check-new',
        'check-dead',
        'roll-back',
        'attest-rolled-back',
        'cancel',
      ]),
    }),
    rotationViewSchema,
  ),
  /** The new key as a person made it in the console. */
  'rotations.enter-new': command(
    z.strictObject({
      rotationId: rotationIdSchema,
      name: nameInputSchema,
      secretValue: secretValueSchema,
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
  /** What the person did and saw in the console. */
  'rotations.attest-ended': command(
    z.strictObject({
      rotationId: rotationIdSchema,
      statements: z.array(endStatementSchema).min(1).max(4),
    }),
    rotationViewSchema,
  ),
  'rotations.confirm-destination': command(
    z.strictObject({ rotationId: rotationIdSchema, destinationId: destinationIdSchema }),
    rotationViewSchema,
  ),
  /** Puts back what a rewritten file held before. */
  'rotations.undo-destination': command(
    z.strictObject({ rotationId: rotationIdSchema, destinationId: destinationIdSchema }),
    rotationViewSchema,
  ),
  /** Gives the old secret more time, or less. */
  'rotations.extend': command(
    z.strictObject({ rotationId: rotationIdSchema, until: instantSchema }),
    rotationViewSchema,
  ),
  /** Destructive and final: main compares the typed name and asks the host for confirmation. */
  'rotations.retire': command(
    z.strictObject({ rotationId: rotationIdSchema, typedName: typedNameSchema }),
    rotationViewSchema,
  ),
  'rotations.receipt': command(oneRotation, rotationReceiptSchema),
  /** Whether the activity log vouches for the receipt as it is now. */
  'rotations.verify-receipt': command(oneRotation, receiptVerdictSchema),
  /** Writes the receipt where the person says. Null: cancelled; else the file's name. */
  'rotations.export-receipt': command(
    z.strictObject({ rotationId: rotationIdSchema, format: documentFormatSchema }),
    fileNameSchema,
  ),
  /** As `rotations.export-receipt`, the plan with this marker, which was made in this run. */
  'rotations.export-plan': command(
    z.strictObject({ marker: z.string().max(40), format: documentFormatSchema }),
    fileNameSchema,
  ),
  /** A plan from a file, made again: it may be started when everything is as it was. */
  'rotations.import-plan': command(
    z.strictObject({ fileId: pickedFileIdSchema }),
    rotationPlanSchema,
  ),
} as const;
