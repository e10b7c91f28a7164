import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  appErrorSchema,
  type AppError,
  type AppErrorKind,
} from '../../../../shared/errors/app-error.ts';
import { errorMessage } from '../../../../renderer/messages/error-message.ts';

const kinds = appErrorSchema.options.map((option) => option.shape.kind.value);

/** Every member of the union, with each of its reasons: made from the schema, so none can be forgotten. */
function everyError(): AppError[] {
  return appErrorSchema.options.flatMap((option) => {
    const shape: Record<string, z.ZodType> = option.shape;
    const reason = shape['reason'];
    const reasons = reason instanceof z.ZodEnum ? reason.options : [undefined];
    return reasons.map((value) =>
      appErrorSchema.parse({
        ...sampleFields,
        kind: option.shape.kind.value,
        ...(value === undefined ? {} : { reason: value }),
      }),
    );
  });
}

const sampleFields = {
  providerId: 'pubnub-v1',
  permission: null,
  retryAt: Date.UTC(2025, 5, 1, 12),
  status: 503,
  code: '400',
  message: 'app_id is required',
  issues: ['result.keys must be a list'],
  host: 'admin.example.test',
  fileName: 'rekey.db',
  partId: '01JP0000000000000000000000',
  what: 'key',
  rotationId: null,
  operation: 'editKey',
  reference: 'ref-1',
  exitCode: 3,
  output: 'no such project',
};

describe('the wording of failures', () => {
  const errors = everyError();

  it('covers every kind and every reason', () => {
    expect(new Set(errors.map(({ kind }) => kind))).toEqual(new Set<AppErrorKind>(kinds));
    expect(errors.length).toBeGreaterThan(50);
  });

  it.each(errors)('$kind $reason says what happened in whole sentences', (error) => {
    const { title, sentence } = errorMessage(error, () => 'PubNub');
    expect(title).not.toBe('');
    expect(title).not.toMatch(/[.!]$/);
    expect(sentence).toMatch(/^[A-Z“].{12,}[.”]$/s);
    expect(`${title} ${sentence}`).not.toMatch(
      /something went wrong|undefined|\[object|error code/i,
    );
  });

  it('says something different for each of them', () => {
    const texts = errors.map((error) => {
      const { title, sentence } = errorMessage(error);
      return `${title}\n${sentence}`;
    });
    const repeated = texts.filter((text, index) => texts.indexOf(text) !== index);
    expect(repeated).toEqual([]);
  });

  it('names the provider by its name and the way on for an expired session', () => {
    const message = errorMessage(
      { kind: 'provider-unauthorized', providerId: 'pubnub-v1' },
      () => 'PubNub',
    );
    expect(message.sentence).toContain('PubNub no longer accepts this session');
    expect(message.action).toBe('sign-in');
  });

  it('offers to try again only where trying again can help', () => {
    const again = errors.filter((error) => errorMessage(error).action === 'try-again');
    expect(new Set(again.map(({ kind }) => kind))).toEqual(
      new Set<AppErrorKind>([
        'provider-rate-limited',
        'too-many-reveals',
        'provider-unavailable',
        'network-offline',
        'address-refused',
        'timed-out',
        'keychain-unavailable',
        'storage-full',
      ]),
    );
  });

  it('tells a stopped server from an address that is not allowed, and says what stays', () => {
    const stopped = errorMessage({
      kind: 'address-refused',
      reason: 'refused',
      host: 'admin.example.test:8443',
    });
    expect(stopped.title).toBe('The server does not answer');
    expect(stopped.sentence).toContain('Nothing answers at “admin.example.test:8443”');
    expect(stopped.sentence).toContain('What was read before stays here');
    expect(stopped.action).toBe('try-again');
    for (const error of errors) {
      if (error.kind !== 'address-refused' || error.reason === 'refused') continue;
      expect(errorMessage(error)).toMatchObject({
        title: 'Server address refused',
        action: 'none',
      });
    }
  });

  it('leads a lost answer to its rotation, and never to the same request', () => {
    const lost = { kind: 'outcome-unknown', rotationId: null } as const;
    expect(errorMessage(lost).action).toBe('sync');
    const rotationId = '01JR0000000000000000000000';
    const withRotation = appErrorSchema.parse({ ...lost, rotationId });
    expect(errorMessage(withRotation).action).toBe('open-rotation');
  });

  it('names both causes of a refusal that names none, and the right where one is named', () => {
    const forbidden = { kind: 'provider-forbidden', providerId: 'pubnub-v2' } as const;
    const unnamed = errorMessage({ ...forbidden, permission: null }).sentence;
    expect(unnamed).toMatch(/a right is missing, or the account’s plan/);
    const named = errorMessage({ ...forbidden, permission: 'keyset-secret:write' }).sentence;
    expect(named).toContain('the right “keyset-secret:write” is missing');
    expect(named).not.toContain('plan');
  });

  it('calls a key that was revoked or deleted ended, never disabled only', () => {
    const { title, sentence } = errorMessage({ kind: 'conflict', reason: 'already-ended' });
    expect(title).toBe('It has ended already');
    expect(sentence).toContain('disabled, revoked or deleted');
  });

  it('tells a silent host from a fault', () => {
    const silent = errorMessage({ kind: 'unexpected', reference: 'no-answer:keys.list' });
    expect(silent.title).toBe('Rekey does not answer');
    expect(errorMessage({ kind: 'unexpected', reference: 'ref-7' }).sentence).toContain('ref-7');
  });

  it('shows the issues of bad input as sentences', () => {
    const { sentence } = errorMessage({
      kind: 'invalid-input',
      issues: ['too long', 'The name is empty.'],
    });
    expect(sentence).toBe('Too long. The name is empty. Nothing was sent.');
  });
});
