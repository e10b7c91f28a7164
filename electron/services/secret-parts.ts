import type { Part } from '../../shared/keys/key.ts';
import type { ProviderSecret } from './ports/provider-values.ts';

/** The part a secret belongs to: the one with its stub, where several have its role. */
export function partOfSecret(parts: readonly Part[], secret: ProviderSecret): Part | null {
  const ofRole = parts.filter(({ role, nature }) => role === secret.role && nature === 'secret');
  const stub = secret.stub ?? null;
  return (
    (stub === null ? undefined : ofRole.find((part) => part.stub === stub)) ??
    (stub === null || ofRole.length === 1 ? ofRole[0] : undefined) ??
    null
  );
}

/** The secret of a part among those a provider showed. */
export function secretOfPart(
  secrets: readonly ProviderSecret[],
  part: Pick<Part, 'role' | 'stub'>,
): ProviderSecret | null {
  const ofRole = secrets.filter(
    ({ role, secretValue }) => role === part.role && secretValue !== '',
  );
  const hasStubs = ofRole.some(({ stub }) => (stub ?? null) !== null);
  return (hasStubs ? ofRole.find(({ stub }) => stub === part.stub) : ofRole[0]) ?? null;
}
