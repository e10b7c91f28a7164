import { z } from 'zod';
import { credentialRightSchema, scopeTargetSchema } from '../../shared/connections/connection.ts';
import { environmentSchema, partRoleSchema, untrustedNameSchema } from '../../shared/keys/key.ts';
import { instantSchema } from '../../shared/lib/ids.ts';
import { revokedTargetSchema } from '../../shared/keys/token-revocation.ts';
import { keyScopeSchema } from '../../shared/scopes/key-scope.ts';

/** What operations may answer; strict, so that nothing a server made up slips through. */
const idSchema = z.string().min(1).max(100);

export const signedInSchema = z.strictObject({
  credentialSecret: z.string().regex(/^[\x21-\x7e]{1,1024}$/),
  accountId: idSchema.nullable(),
  accountName: z.string().max(320),
  expiresAt: instantSchema.nullable(),
});

export const rightsSchema = z.array(credentialRightSchema.strict());

export const containerSchema = z.strictObject({
  providerContainerId: idSchema,
  name: untrustedNameSchema,
});

const partSchema = z.strictObject({
  role: partRoleSchema,
  nature: z.enum(['identifier', 'secret']),
  value: z.string().min(1).max(500).nullable(),
  stub: z.string().max(40).nullable(),
  expiresAt: instantSchema.nullable().optional(),
  state: z.enum(['current', 'expiring', 'ended']).optional(),
});

export const keySchema = z.strictObject({
  providerKeyId: idSchema,
  providerContainerId: idSchema,
  name: untrustedNameSchema,
  environment: environmentSchema,
  status: z.enum(['active', 'ended', 'unknown']),
  createdAt: instantSchema.nullable(),
  scope: keyScopeSchema,
  parts: z.array(
    partSchema.refine(({ nature, value }) => nature === 'identifier' || value === null, {
      error: 'a secret has no value here',
    }),
  ),
  tellsSecrets: z.boolean().optional(),
});

export const keyPageSchema = z.strictObject({
  keys: z.array(keySchema),
  total: z.number().int().min(0).nullable(),
});

export const secretSchema = z.strictObject({
  role: partRoleSchema,
  stub: z.string().max(40).nullable().optional(),
  secretValue: z.string().min(1).max(500),
});

export const keyWithSecretsSchema = z.strictObject({
  key: keySchema,
  secrets: z.array(secretSchema),
});

export const probeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('works'), status: z.number().int() }),
  z.strictObject({ kind: z.literal('refused'), status: z.number().int() }),
  z.strictObject({
    kind: z.literal('not-testable'),
    reason: z.enum(['access-manager-off', 'no-harmless-check']),
  }),
]);

export const obstaclesSchema = z.array(
  z.strictObject({
    weight: z.enum(['blocks', 'warns']),
    reason: z.enum([
      'missing-right',
      'plan-tier',
      'too-many-secrets',
      'too-many-keys',
      'stub-collision',
      'quota-low',
      'clock-skewed',
    ]),
    detail: z.string().regex(/^[A-Z0-9][^\n]{1,298}\.$/),
  }),
);

export const scopeTargetsSchema = z.array(scopeTargetSchema.strict());
export const revokedTargetsSchema = z.array(revokedTargetSchema.strict());
export const vaultNamesSchema = z.array(z.string().max(10_000));
export const nothingSchema = z.null();
