import { z } from 'zod';
import { appErrorSchema } from '../errors/app-error.ts';
import { variableNamePattern } from './variable-name.ts';
import { destinationIdSchema, instantSchema, keyIdSchema, pickedFileIdSchema } from '../lib/ids.ts';

/** A name that a program reads a secret from; the deny-list is applied where the program is run. */
const variableNameSchema = z.string().regex(variableNamePattern);
/** Names, and places in lists. */
const jsonPathSchema = z
  .array(z.union([z.string().max(200), z.number().int().min(0)]))
  .min(1)
  .max(64);
const argumentsSchema = z.array(z.string().max(1_000)).max(30);
/** How a program gets the secret. Never as an argument: those can be read by every program. */
const handSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('stdin') }),
  z.strictObject({ kind: z.literal('env'), name: variableNameSchema }),
]);
const vaultNameSchema = z.string().min(1).max(200);
/** Overwriting is said, not guessed. */
const vaultIntentSchema = z.enum(['create', 'replace']);

/** What the person chooses a destination to be; a file is the picker's opaque id. */
export const destinationChoiceSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('copy') }),
  z.strictObject({ kind: z.literal('file'), fileId: pickedFileIdSchema }),
  /** The value of one name in a `.env` file. */
  z.strictObject({
    kind: z.literal('env-file'),
    fileId: pickedFileIdSchema,
    name: variableNameSchema,
  }),
  /** One string in a JSON file. */
  z.strictObject({
    kind: z.literal('json-file'),
    fileId: pickedFileIdSchema,
    path: jsonPathSchema,
  }),
  /** A program; the host asks before it is run for the first time. */
  z.strictObject({
    kind: z.literal('command'),
    fileId: pickedFileIdSchema,
    arguments: argumentsSchema,
    hand: handSchema,
  }),
  /** A named secret in the vault of a keyset of the same account. */
  z.strictObject({
    kind: z.literal('vault'),
    keyId: keyIdSchema,
    name: vaultNameSchema,
    intent: vaultIntentSchema,
  }),
  z.strictObject({ kind: z.literal('by-hand'), note: z.string().min(1).max(500) }),
  /** One that an earlier rotation of this key used. */
  z.strictObject({ kind: z.literal('remembered'), destinationId: destinationIdSchema }),
]);
export type DestinationChoice = z.infer<typeof destinationChoiceSchema>;

const kinds = ['copy', 'file', 'env-file', 'json-file', 'command', 'vault', 'by-hand'] as const;
export type DestinationKind = (typeof kinds)[number];

const destinationStateSchema = z.enum([
  'waiting',
  /** A program was started: whether it ended is known only to the Rekey that started it. */
  'running',
  'confirmed',
  'failed',
  /** The file is being put back. */
  'undoing',
  /** The file holds again what it held before. */
  'undone',
]);

/** A destination as the wizard and the receipt show it: never a path. */
export const destinationViewSchema = z.object({
  id: destinationIdSchema,
  kind: z.enum(kinds),
  /** The file's name, or the person's note. */
  label: z.string().max(500),
  /** The variable, the place in the file, or how the program gets the secret; empty elsewhere. */
  detail: z.string().max(1_000),
  state: destinationStateSchema,
  confirmedAt: instantSchema.nullable(),
  error: appErrorSchema.nullable(),
  /** What was replaced can be put back. */
  canUndo: z.boolean(),
});
export type DestinationView = z.infer<typeof destinationViewSchema>;

/** One that can be chosen again with one click. */
export const rememberedDestinationSchema = destinationViewSchema.pick({
  id: true,
  kind: true,
  label: true,
  detail: true,
});
export type RememberedDestination = z.infer<typeof rememberedDestinationSchema>;

const shape = {
  id: destinationIdSchema,
  label: z.string().max(500),
  state: destinationStateSchema,
  confirmedAt: instantSchema.nullable(),
  error: appErrorSchema.nullable(),
  /** A person confirmed it after Rekey could not: what is there is theirs, and is not read back. */
  isAttested: z.boolean().optional(),
};
const pathSchema = z.string().max(4_096);

/** Where the new secret goes. Paths stay in this row, in the encrypted database. */
export const destinationSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('copy'), ...shape }),
  z.object({ kind: z.literal('file'), ...shape, path: pathSchema }),
  z.object({ kind: z.literal('env-file'), ...shape, path: pathSchema, name: variableNameSchema }),
  z.object({ kind: z.literal('json-file'), ...shape, path: pathSchema, jsonPath: jsonPathSchema }),
  z.object({
    kind: z.literal('command'),
    ...shape,
    path: pathSchema,
    arguments: argumentsSchema,
    hand: handSchema,
  }),
  z.object({
    kind: z.literal('vault'),
    ...shape,
    keyId: keyIdSchema,
    name: vaultNameSchema,
    intent: vaultIntentSchema,
  }),
  z.object({ kind: z.literal('by-hand'), ...shape }),
]);
export type Destination = z.infer<typeof destinationSchema>;
