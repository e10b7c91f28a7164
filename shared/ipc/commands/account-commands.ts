import { z } from 'zod';
import {
  connectionSchema,
  containerSchema,
  credentialRightSchema,
  scopeTargetSchema,
  syncProgressSchema,
} from '../../connections/connection.ts';
import { driftRowSchema } from '../../keys/drift-row.ts';
import { connectionIdSchema, containerIdSchema, instantSchema } from '../../lib/ids.ts';
import { providerDescriptorSchema, providerIdSchema } from '../../providers/provider-descriptor.ts';
import {
  command,
  connectInputSchema,
  done,
  nameInputSchema,
  nothing,
  typedNameSchema,
} from './command.ts';

/** Providers, accounts, their containers and how they are read. */
export const accountCommands = {
  'providers.list': command(nothing, z.array(providerDescriptorSchema)),
  'connections.list': command(nothing, z.array(connectionSchema)),
  /** Signs in, reads the containers and the rights; changes nothing and stores nothing. */
  'connections.test': command(
    z.strictObject({
      providerId: providerIdSchema,
      baseUrl: z.string().max(300),
      dataPlaneUrl: z.string().max(300),
      fields: connectInputSchema,
    }),
    z.object({
      accountName: z.string().max(320),
      credentialExpiresAt: instantSchema.nullable(),
      containerCount: z.number().int().min(0),
      rights: z.array(credentialRightSchema),
    }),
  ),
  /** Uses what was typed once; only the session token is kept. Signing in to a known account finds it again. */
  'connections.connect': command(
    z.strictObject({
      providerId: providerIdSchema,
      label: z.string().max(120),
      baseUrl: z.string().max(300),
      dataPlaneUrl: z.string().max(300),
      fields: connectInputSchema,
    }),
    connectionSchema,
  ),
  'connections.sign-in': command(
    z.strictObject({ connectionId: connectionIdSchema, fields: connectInputSchema }),
    connectionSchema,
  ),
  /** Ends a sign-in that waits for the person in the system's browser; fine when none does. */
  'connections.cancel-sign-in': command(nothing, done),
  /** Connects the simulated account of every provider; no password is asked. */
  'connections.connect-sandbox': command(nothing, z.array(connectionSchema)),
  /** What the kept credential may do, asked for now and stored nowhere; reads only. */
  'connections.rights': command(
    z.strictObject({ connectionId: connectionIdSchema }),
    z.array(credentialRightSchema),
  ),
  'connections.rename': command(
    z.strictObject({ connectionId: connectionIdSchema, label: z.string().min(1).max(120) }),
    connectionSchema,
  ),
  /** How many secrets would exist nowhere else afterwards. */
  'connections.forget-impact': command(
    z.strictObject({ connectionId: connectionIdSchema }),
    z.object({
      keyCount: z.number().int(),
      secretsOnlyHere: z.number().int(),
      openRotations: z.number().int(),
    }),
  ),
  /** Destructive: main compares the typed label and asks the host for confirmation. */
  'connections.forget': command(
    z.strictObject({ connectionId: connectionIdSchema, typedName: typedNameSchema }),
    done,
  ),
  /** What a scope in this container may name: queues, namespaces, channels. Reads the provider. */
  'containers.scope-targets': command(
    z.strictObject({ containerId: containerIdSchema }),
    z.array(scopeTargetSchema),
  ),
  'containers.list': command(nothing, z.array(containerSchema)),
  'containers.create': command(
    z.strictObject({ connectionId: connectionIdSchema, name: nameInputSchema }),
    containerSchema,
  ),
  /** Starts or resumes; answers at once, progress comes as events. All connections when null. */
  'sync.start': command(
    z.strictObject({ connectionId: connectionIdSchema.nullable() }),
    z.array(syncProgressSchema),
  ),
  'sync.cancel': command(z.strictObject({ connectionId: connectionIdSchema }), done),
  'sync.progress': command(nothing, z.array(syncProgressSchema)),
  /** What changed elsewhere, by account, newest first; `keys.changed` says that it is out of date. */
  'sync.drift': command(nothing, z.array(driftRowSchema)),
  /** What was found later than `until` was not seen yet and stays. */
  'sync.dismiss-drift': command(
    z.strictObject({ connectionId: connectionIdSchema, until: instantSchema }),
    done,
  ),
} as const;
