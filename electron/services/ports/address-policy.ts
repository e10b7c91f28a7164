import type { Result } from '../../../shared/errors/app-error.ts';

/** Which server addresses an account may be spoken to at; answers the normalised address. */
export interface AddressPolicy {
  check(providerId: string, address: string, plane: 'admin' | 'data'): Result<string>;
}
