import { describe, expect, it } from 'vitest';
import {
  fieldProblem,
  isNeverSent,
  refusedAddress,
} from '../../../../../renderer/features/connections/sign-in-problems.ts';
import { addressReasonSchema, type AddressReason } from '../../../../../shared/errors/app-error.ts';

const email = {
  name: 'email',
  input: 'email',
  label: 'E-mail',
  hint: null,
  autoComplete: 'username',
} as const;
const password = { ...email, name: 'password', input: 'secret', label: 'Password' } as const;

describe('fieldProblem', () => {
  it('names the field that is missing', () => {
    expect(fieldProblem(email, '')).toBe('E-mail is missing.');
    expect(fieldProblem(password, '   ')).toBe('Password is missing.');
  });

  it('asks for an address only where the field is one', () => {
    expect(fieldProblem(email, 'robin')).toMatch(/no e-mail address/);
    expect(fieldProblem(email, 'robin@x y')).toMatch(/no e-mail address/);
    expect(fieldProblem(email, ' robin@larkspur.example ')).toBeNull();
    expect(fieldProblem(password, 'RKCANARY no address')).toBeNull();
  });
});

const refused = (reason: AddressReason, host: string) =>
  ({ kind: 'address-refused', reason, host }) as const;

describe('refusedAddress', () => {
  const typed = { baseUrl: 'https://admin.example/api', dataPlaneUrl: 'https://data.example' };

  it('finds the field by the host in the error', () => {
    expect(refusedAddress(refused('foreign-host', 'admin.example'), typed)).toBe('baseUrl');
    expect(refusedAddress(refused('foreign-host', 'data.example'), typed)).toBe('dataPlaneUrl');
  });

  it('finds the one that is no address at all', () => {
    const error = refused('not-a-url', '');
    expect(refusedAddress(error, { ...typed, dataPlaneUrl: 'data' })).toBe('dataPlaneUrl');
    expect(refusedAddress(error, { ...typed, baseUrl: 'admin' })).toBe('baseUrl');
  });

  it('takes the admin address when both or neither fit', () => {
    const same = { baseUrl: 'https://one.example/api', dataPlaneUrl: 'https://one.example' };
    expect(refusedAddress(refused('tls', 'one.example'), same)).toBe('baseUrl');
    expect(refusedAddress(refused('tls', 'other.example'), typed)).toBe('baseUrl');
  });
});

describe('isNeverSent', () => {
  it.each(addressReasonSchema.options)('knows whether the password left after %s', (reason) => {
    expect(isNeverSent(refused(reason, 'admin.example'))).toBe(reason !== 'redirected');
  });

  it('counts every answer of the provider, and a lost one, as sent', () => {
    expect(isNeverSent({ kind: 'sign-in-refused', providerId: 'p' })).toBe(false);
    expect(isNeverSent({ kind: 'timed-out' })).toBe(false);
    expect(isNeverSent({ kind: 'keychain-unavailable', reason: 'locked' })).toBe(false);
    expect(isNeverSent({ kind: 'network-offline' })).toBe(true);
    expect(isNeverSent({ kind: 'invalid-input', issues: [] })).toBe(true);
  });
});
