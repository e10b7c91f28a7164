import { z } from 'zod';

/** Whether the request takes effect at the provider although its answer is spoilt. */
const whenSchema = z.enum(['before-commit', 'after-commit']);
/** A system's name for a failure, such as ECONNREFUSED or CERT_HAS_EXPIRED. */
const codeSchema = z.string().regex(/^[A-Z][A-Z0-9_]{1,60}$/);
const pathInAnswerSchema = z.string().min(1).max(200);
const maxDelayMs = 600_000;

const effectSchema = z.discriminatedUnion('kind', [
  /** The answer comes late. The only effect that goes on to the rules behind it. */
  z.strictObject({
    kind: z.literal('latency'),
    ms: z.int().min(0).max(maxDelayMs),
    when: whenSchema.default('after-commit'),
  }),
  /** Another answer: 401, 403, 429 with a `retry-after` header, 5xx, or any other. */
  z.strictObject({
    kind: z.literal('answer'),
    status: z.int().min(200).max(599),
    headers: z.record(z.string().max(100), z.string().max(1_000)).default({}),
    /** Left out: a body like the vendor's errors. */
    body: z.json().optional(),
    when: whenSchema.default('before-commit'),
  }),
  /** The connection breaks without an answer. */
  z.strictObject({
    kind: z.literal('reset'),
    when: whenSchema,
    code: codeSchema.default('ECONNRESET'),
  }),
  /** No connection comes about: name resolution, refusal, TLS, or simply no network. */
  z.strictObject({ kind: z.literal('offline'), code: codeSchema.default('ENOTFOUND') }),
  /** Takes the request and never answers. */
  z.strictObject({ kind: z.literal('hang'), when: whenSchema.default('before-commit') }),
  /** The real answer, cut. `broken` ends like a lost connection, `clean` like a complete answer. */
  z.strictObject({
    kind: z.literal('truncated'),
    keep: z.union([z.int().min(0), z.enum(['half', 'all-but-one'])]).default('half'),
    ending: z.enum(['broken', 'clean']).default('broken'),
  }),
  /** The first bytes of the real answer, then silence. */
  z.strictObject({ kind: z.literal('stalled-body'), keep: z.int().min(0).default(1) }),
  /** The real answer in drips. */
  z.strictObject({
    kind: z.literal('slow-body'),
    chunkBytes: z.int().min(1).default(64),
    chunkDelayMs: z.int().min(1).max(maxDelayMs).default(100),
  }),
  /** A login or proxy page where JSON was expected. */
  z.strictObject({
    kind: z.literal('html'),
    status: z.int().min(200).max(599).default(200),
    when: whenSchema.default('before-commit'),
  }),
  /** The real answer under another content type. */
  z.strictObject({
    kind: z.literal('content-type'),
    contentType: z.string().min(1).max(200),
  }),
  /** A body made to hurt whoever reads it. */
  z.strictObject({
    kind: z.literal('hostile'),
    body: z.enum([
      'deep-json',
      'huge',
      'gzip-bomb',
      'prototype',
      'invalid-utf8',
      'not-json',
      'empty',
      'null',
    ]),
    when: whenSchema.default('before-commit'),
  }),
  /** A body that never ends. */
  z.strictObject({ kind: z.literal('endless-body'), when: whenSchema.default('before-commit') }),
  z.strictObject({
    kind: z.literal('redirect'),
    status: z.union([301, 302, 303, 307, 308].map((status) => z.literal(status))).default(302),
    location: z.string().min(1).max(2_000),
  }),
  /**
   * The real JSON answer with values set or removed: a missing field, a wrong id, a total that never
   * comes true. Paths are dotted; `*` stands for every entry of a list.
   */
  z.strictObject({
    kind: z.literal('rewrite'),
    set: z.array(z.strictObject({ path: pathInAnswerSchema, value: z.json() })).default([]),
    remove: z.array(pathInAnswerSchema).default([]),
  }),
]);

const faultRuleSchema = z.strictObject({
  /** Left out: every method. */
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).optional(),
  /** Left out: every path. `*` stands for anything within a segment, `**` for anything at all. */
  path: z.string().min(1).max(500).optional(),
  /** Left out: both. */
  plane: z.enum(['admin', 'data-plane']).optional(),
  /** How many matching requests pass before the rule begins to work. */
  skip: z.int().min(0).default(0),
  /** How many requests it works on; left out: all. */
  count: z.int().min(1).optional(),
  effect: effectSchema,
});

export type FaultRule = z.infer<typeof faultRuleSchema>;
export type FaultRuleInput = z.input<typeof faultRuleSchema>;
export type FaultEffect = z.infer<typeof effectSchema>;
export type FaultMoment = z.infer<typeof whenSchema>;
export type SandboxPlane = NonNullable<FaultRule['plane']>;

const faultRulesSchema = z.array(faultRuleSchema).max(1_000);

/** Throws a ZodError that says what is wrong; nothing is guessed. */
export function parseFaultRules(input: unknown): readonly FaultRule[] {
  return faultRulesSchema.parse(input);
}
