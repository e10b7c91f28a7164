import { z } from 'zod';
import { rotationTriggerSchema } from '../rotations/rotation-strategy.ts';

/** One thing a person does in the provider's console. `{key}` and `{container}` stand for names. */
export const guideStepSchema = z.object({
  title: z.string().max(80),
  /** Which key `{key}` stands for: the one that is made, or the one that is ended. */
  about: z.enum(['new', 'old']),
  /** Where in the console, in its own words; null: not there. */
  place: z.string().max(120).nullable(),
  /** A page that Rekey opens by id, see `app.open-link`. */
  linkId: z.string().max(60).nullable(),
  /** What to click and type. */
  action: z.string().max(400),
  /** What to bring back into Rekey. */
  paste: z.enum(['token']).nullable(),
  /** What Rekey finds out by itself. */
  check: z.string().max(300).nullable(),
  /** What only the person can know, as the words they stand for. */
  confirm: z.string().max(200).nullable(),
});
export type GuideStep = z.infer<typeof guideStepSchema>;

/** One card of the console's grid of SDKs: it says what there is, and leads nowhere. */
const sdkSchema = z.object({
  name: z.string().max(40),
  isReady: z.boolean(),
  /** What it means for keys. */
  note: z.string().max(160),
  /** How a program reads its key, from an environment variable and never with a secret in it. */
  snippet: z.string().max(600).nullable(),
});
export type Sdk = z.infer<typeof sdkSchema>;

const stepsSchema = z.array(guideStepSchema).min(1).max(12);

/** How keys are managed where only a console can do it, with the console's rules. */
export const consoleGuideSchema = z.object({
  /** What the field of the connect form holds and steps call the container: "project id". */
  containerId: z.string().max(40),
  namePattern: z.string().max(200),
  nameRule: z.string().max(200),
  exampleNames: z.array(z.string().max(40)).max(6),
  /** How the names of keys begin that cannot be ended; `{container}` stands for the container's id. */
  fixedKeyPrefix: z.string().min(1).max(200),
  fixedKeyReason: z.string().max(300),
  steps: z.object({
    create: stepsSchema,
    end: stepsSchema,
    replace: stepsSchema,
    leakedFixedKey: stepsSchema,
  }),
  /** For the provider's support, where only they can help; it says a leak only where there may be one. */
  supportRequest: z.object({
    subject: z.string().max(120),
    body: z.record(rotationTriggerSchema, z.string().max(1_500)),
  }),
  /** What takes a key of this provider, in the order of the console. */
  sdks: z.array(sdkSchema).max(12),
  /** How to lay keys out, one line each. */
  advice: z.array(z.string().max(300)).max(12),
});
export type ConsoleGuide = z.infer<typeof consoleGuideSchema>;
