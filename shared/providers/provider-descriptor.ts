import { z } from 'zod';
import { rotationStrategySchema } from '../rotations/rotation-strategy.ts';
import { consoleGuideSchema } from './console-guide.ts';

export const providerIdSchema = z.string().regex(/^[a-z0-9-]{1,40}$/);

/** One field of the connect form. The person's input crosses IPC only in `connections.connect` and its kin. */
export const connectFieldSchema = z.object({
  name: z.string().max(40),
  input: z.enum(['text', 'email', 'secret']),
  label: z.string().max(80),
  hint: z.string().max(300).nullable(),
  /** The browser's autocomplete token, or `off`. */
  autoComplete: z.string().max(40),
});
export type ConnectField = z.infer<typeof connectFieldSchema>;

/**
 * What the screens may know of a provider. Computed from which operations its adapter offers and
 * from its rules: no flag can disagree with the code. Screens ask this, never the provider's name.
 */
export const providerDescriptorSchema = z.object({
  id: providerIdSchema,
  name: z.string().max(60),
  /** Two letters and a hue for the small mark beside a key. */
  mark: z.object({ letters: z.string().max(2), hue: z.number().int().min(0).max(359) }),
  nouns: z.object({
    container: z.string().max(20),
    containers: z.string().max(20),
    key: z.string().max(20),
    keys: z.string().max(20),
  }),
  connect: z.object({
    fields: z.array(connectFieldSchema),
    /** Smallest-rights advice and what happens to what is typed, one sentence each. */
    advice: z.array(z.string().max(400)),
    baseUrl: z.string().max(200),
    dataPlaneUrl: z.string().max(200),
  }),
  capabilities: z.object({
    /** No API: a person keeps the keys by hand, guided through the provider's console. */
    byHand: z.boolean(),
    signIn: z.boolean(),
    /** What the credential may do can be asked for. */
    readRights: z.boolean(),
    listKeys: z.boolean(),
    createContainer: z.boolean(),
    createKey: z.boolean(),
    rename: z.boolean(),
    editEnvironment: z.boolean(),
    editScope: z.boolean(),
    /** How a key is ended for good, in the provider's own word; null: not by Rekey. */
    end: z.enum(['disable', 'revoke', 'delete']).nullable(),
    /** A secret that is about to end can be given more time, or ended now. */
    extendSecret: z.boolean(),
    endSecret: z.boolean(),
    /** Tokens made with a key can be ended, by whom they are for. */
    revokeTokens: z.boolean(),
    /** The person consents in the system's browser instead of typing a credential. */
    browserSignIn: z.boolean(),
    /** Queues, namespaces or channels can be picked for a scope. */
    scopeTargets: z.boolean(),
    /** The provider shows a key's secret again on request. */
    readSecretAgain: z.boolean(),
    vault: z.boolean(),
    /** How a secret can be replaced, the recommended way first. */
    strategies: z.array(rotationStrategySchema),
    /** The recommended way in short. */
    rotate: z.enum(['replace', 'in-place', 'guided', 'none']),
    /** A harmless request can prove that a key works. */
    verify: z.boolean(),
    /** That request counts as use of the key: Rekey asks before it. */
    verifyCountsAsTraffic: z.boolean(),
  }),
  limits: z.object({
    /** In code points; null when no source states one, then Rekey's own bound applies. */
    keyNameMax: z.number().int().positive(),
    containerNameMax: z.number().int().positive(),
    vaultNamePattern: z.string().max(200),
    vaultNameMax: z.number().int().positive(),
    /** How long, and how many, old secrets may go on beside the current one; null: none may. */
    overlap: z
      .object({
        minMs: z.number().int().positive(),
        maxMs: z.number().int().positive(),
        maxExpiring: z.number().int().positive(),
      })
      .nullable(),
  }),
  /** Which editor a key's scope has; null: nothing to choose. */
  scope: z.enum(['keyset-v1', 'keyset-v2', 'capability', 'channels']).nullable(),
  words: z.object({
    /** Beside "create a container": "An account starts with one; you rarely need another." */
    createContainer: z.string().max(300).nullable(),
    /** The consequence of ending a key, as the button's neighbour. */
    end: z.string().max(400).nullable(),
    /** What a replacement does not move, one line each; said before the first call. */
    notCarriedOver: z.array(z.string().max(300)),
  }),
  /** What only a paid plan includes, said beside the choice; null where no source names a plan. */
  planNotes: z
    .object({
      /** For making a key one for production. */
      production: z.string().max(200),
      /** For letting an old secret go on, and for moving its end. */
      overlap: z.string().max(200),
    })
    .nullable(),
  /** What to do in the console, where keys are kept by hand; else null. */
  guide: consoleGuideSchema.nullable(),
});
export type ProviderDescriptor = z.infer<typeof providerDescriptorSchema>;
