import { fail, type Result } from '../../../shared/errors/app-error.ts';
import type { ProviderOperations } from '../../services/ports/provider-operations.ts';
import type { AblyContext } from './refusal.ts';
import { ABLY_ID } from './rules.ts';

/** Operations that are certainly there. */
export type Offers<N extends keyof ProviderOperations> = Required<Pick<ProviderOperations, N>>;

export const about = (
  subject: string,
  right: AblyContext['right'],
  effect: AblyContext['effect'] = 'read',
  sentSecrets: readonly string[] = [],
): AblyContext => ({ providerId: ABLY_ID, subject, right, effect, sentSecrets });

export const invalid = (issues: readonly string[]): Result<never> =>
  fail({ kind: 'invalid-input', issues: issues.slice(0, 30).map((issue) => issue.slice(0, 300)) });

export const missing = (what: string): Result<never> => fail({ kind: 'not-found', what });
