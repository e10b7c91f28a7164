import type { AppError } from '../../../shared/errors/app-error.ts';
import type { ConnectField } from '../../../shared/providers/provider-descriptor.ts';

/** What is wrong with a field of a sign-in form before anything is sent; null when nothing is. */
export function fieldProblem(field: ConnectField, typed: string): string | null {
  if (typed.trim() === '') return `${field.label} is missing.`;
  if (field.input === 'email' && !/^[^\s@]+@[^\s@]+$/u.test(typed.trim()))
    return 'This is no e-mail address. It looks like name@example.com.';
  return null;
}

type ServerAddress = 'baseUrl' | 'dataPlaneUrl';
type AddressError = Extract<AppError, { kind: 'address-refused' }>;

/** Which of the two typed addresses was refused. The admin address is checked and used first. */
export function refusedAddress(
  error: AddressError,
  typed: Readonly<Record<ServerAddress, string>>,
): ServerAddress {
  const isBase = isAbout(error, typed.baseUrl);
  return !isBase && isAbout(error, typed.dataPlaneUrl) ? 'dataPlaneUrl' : 'baseUrl';
}

function isAbout({ host, reason }: AddressError, address: string): boolean {
  if (!URL.canParse(address)) return reason === 'not-a-url';
  return host !== '' && new URL(address).hostname === host;
}

/**
 * Whether the request ended before the password could leave this machine: then it stays in its
 * field. After anything else it was used, and the field is emptied.
 */
export function isNeverSent(error: AppError): boolean {
  switch (error.kind) {
    case 'address-refused':
      return error.reason !== 'redirected';
    case 'invalid-input':
    case 'network-offline':
    case 'cancelled':
      return true;
    default:
      return false;
  }
}
