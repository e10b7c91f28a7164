import type { Part } from '../../../../shared/keys/key.ts';

/** The provider made the key and its answer had no secret, or not every one. */
export function isSecretLost(parts: readonly Part[]): boolean {
  const secrets = parts.filter(({ nature }) => nature === 'secret');
  return secrets.length === 0 || secrets.some(({ custody }) => custody === 'not-held');
}
