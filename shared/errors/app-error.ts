import { z } from 'zod';
import { instantSchema, partIdSchema, rotationIdSchema } from '../lib/ids.ts';

/** The provider a failure came from; a free string, because new providers need no change here. */
const providerIdSchema = z.string().min(1).max(40);

/** Why the operating system's keychain cannot be used; each has its own way out. */
export const keychainReasonSchema = z.enum([
  /** The keychain exists and asks for its password. */
  'locked',
  /** Linux: no D-Bus session bus in this environment. */
  'no-bus',
  /** Linux: a bus, but no program answers as the Secret Service. */
  'no-service',
  /** Linux: a Secret Service without a default collection. */
  'no-collection',
  /** The operating system or the person refused access. */
  'denied',
  /** The keychain did not answer within the deadline. */
  'timed-out',
  /** The value is longer than a keychain item may be. */
  'too-large',
  /** What was read back differs from what was written. */
  'mismatch',
  /** The person chose to work without a keychain in this session. */
  'session-only',
  /** None of the above; the text is in the log, redacted. */
  'other',
]);
export type KeychainReason = z.infer<typeof keychainReasonSchema>;

/** Why a server address was refused or could not be spoken to. */
export const addressReasonSchema = z.enum([
  'not-a-url',
  'not-https',
  'has-credentials',
  'has-query',
  'foreign-host',
  'redirected',
  'tls',
  'not-found',
  'refused',
]);
export type AddressReason = z.infer<typeof addressReasonSchema>;

/** Why the database of this profile cannot be opened. */
export const databaseReasonSchema = z.enum([
  'wrong-key',
  'key-missing',
  'newer-version',
  'not-ours',
  'read-only',
  'in-use',
  'damaged',
]);
export type DatabaseReason = z.infer<typeof databaseReasonSchema>;

/** Why a file, or a value in a file, was left as it is. */
const fileReasonSchema = z.enum([
  'exists',
  'not-writable',
  'is-a-link',
  'not-picked',
  'no-folder',
  'not-there',
  'not-readable',
  /** A folder, a pipe, a device. */
  'not-a-file',
  'too-large',
  'read-only',
  /** Its owner or group could not be given to the new content. */
  'other-owner',
  /** Hard links: the other names would keep the old content. */
  'other-names',
  'changed-since-read',
  'not-text',
  'not-json',
  'too-deep',
  'value-absent',
  'value-twice',
  'value-multi-line',
  /** The value refers to another variable. */
  'value-reference',
  /** JSON: a number, a list, an object. */
  'value-not-text',
  /** Common readers of such files disagree about where the value ends. */
  'value-unclear',
  /** No way of quoting gives exactly this secret to every common reader. */
  'secret-not-holdable',
  /** Nothing was written, because another file of the same step was refused. */
  'another-refused',
  /** It no longer holds the secret that was put into it. */
  'other-secret',
]);
export type FileReason = z.infer<typeof fileReasonSchema>;

const programReasonSchema = z.enum([
  'not-found',
  /** It ended with another code than 0. */
  'exit-code',
  'timed-out',
  /** It could not be started, or was ended by something else. */
  'failed',
  /** Windows: batch files read their arguments as code. */
  'batch-file',
  'variable-name',
  'argument',
  'secret-not-holdable',
]);
export type ProgramReason = z.infer<typeof programReasonSchema>;

/**
 * Every failure a person can act on. Members carry what a decision needs, never sentences;
 * `renderer/messages/error-message.ts` words them.
 */
export const appErrorSchema = z.discriminatedUnion('kind', [
  /** The credential is not accepted (401, or 403 on a call that worked before): sign in again. */
  z.object({ kind: z.literal('provider-unauthorized'), providerId: providerIdSchema }),
  /** E-mail and password were refused at sign-in. */
  z.object({ kind: z.literal('sign-in-refused'), providerId: providerIdSchema }),
  /** Signed in, but this account may not do it; `permission` names what is missing where known. */
  z.object({
    kind: z.literal('provider-forbidden'),
    providerId: providerIdSchema,
    permission: z.string().max(200).nullable(),
  }),
  z.object({
    kind: z.literal('provider-rate-limited'),
    providerId: providerIdSchema,
    retryAt: instantSchema,
  }),
  /** More secrets were revealed in a minute than a person needs; Rekey's own limit. */
  z.object({ kind: z.literal('too-many-reveals'), retryAt: instantSchema }),
  /** 5xx, or an answer that is not the API's (an HTML page, a captive portal). */
  z.object({
    kind: z.literal('provider-unavailable'),
    providerId: providerIdSchema,
    status: z.number().int().nullable(),
    reason: z.enum(['server-error', 'not-json', 'too-large', 'truncated']),
  }),
  /** The provider understood and said no; `message` is its own text, cleaned and cut. */
  z.object({
    kind: z.literal('provider-rejected'),
    providerId: providerIdSchema,
    code: z.string().max(100),
    message: z.string().max(300).nullable(),
  }),
  /** The answer no longer has the shape we know; `issues` names the fields. */
  z.object({
    kind: z.literal('provider-changed'),
    providerId: providerIdSchema,
    issues: z.array(z.string().max(300)).max(20),
  }),
  z.object({ kind: z.literal('network-offline') }),
  /** The server address is wrong or refused; `host` is shown. */
  z.object({
    kind: z.literal('address-refused'),
    reason: addressReasonSchema,
    host: z.string().max(255),
  }),
  z.object({ kind: z.literal('timed-out') }),
  /** Rekey itself is locked. */
  z.object({ kind: z.literal('locked') }),
  z.object({ kind: z.literal('keychain-unavailable'), reason: keychainReasonSchema }),
  /** Session-only work on a real account: there is no place to keep the secret. */
  z.object({ kind: z.literal('no-place-for-secret'), reason: keychainReasonSchema }),
  z.object({
    kind: z.literal('database-unavailable'),
    reason: databaseReasonSchema,
    fileName: z.string().max(300),
  }),
  z.object({ kind: z.literal('storage-full') }),
  /** The secret is not on this machine: absent from a working keychain. */
  z.object({ kind: z.literal('secret-unreadable'), partId: partIdSchema }),
  z.object({ kind: z.literal('clipboard-unavailable') }),
  z.object({
    kind: z.literal('file-refused'),
    reason: fileReasonSchema,
    fileName: z.string().max(300),
  }),
  /** A program of the person's own did not do its work. */
  z.object({
    kind: z.literal('program-failed'),
    reason: programReasonSchema,
    exitCode: z.number().int().nullable(),
    /** What it printed, without the secret. */
    output: z.string().max(2_000),
  }),
  z.object({ kind: z.literal('not-found'), what: z.string().max(60) }),
  /** Something else is in the way; `reason` is a fixed word that the renderer words. */
  z.object({
    kind: z.literal('conflict'),
    reason: z.enum([
      'rotation-open',
      'already-ended',
      'name-taken',
      /** A create of this name was sent and its answer lost; nobody has looked since. */
      'look-first',
      /** A create of this name is on its way and not answered yet. */
      'create-running',
      'name-absent',
      'step-not-allowed',
      'changed-meanwhile',
      'typed-name-differs',
      'sandbox-present',
      'sync-running',
    ]),
  }),
  z.object({ kind: z.literal('invalid-input'), issues: z.array(z.string().max(300)).max(30) }),
  /** The answer to a mutating call was lost; the rotation looks again before anything else. */
  z.object({ kind: z.literal('outcome-unknown'), rotationId: rotationIdSchema.nullable() }),
  /** The provider offers no such operation. */
  z.object({ kind: z.literal('not-supported'), operation: z.string().max(60) }),
  z.object({ kind: z.literal('cancelled') }),
  /** A bug. The reference is in the log. */
  z.object({ kind: z.literal('unexpected'), reference: z.string().max(40) }),
]);
export type AppError = z.infer<typeof appErrorSchema>;
export type AppErrorKind = AppError['kind'];

/** What every command answers: a value, or a failure that is a value. */
export type Result<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: AppError };

export const ok = <T>(value: T): Result<T> => ({ ok: true, value });
export const fail = (error: AppError): Result<never> => ({ ok: false, error });
