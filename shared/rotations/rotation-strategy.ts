import { z } from 'zod';

/** How a secret is replaced; which of them a provider offers follows from its operations. */
export const rotationStrategySchema = z.enum([
  /** A second key with the same scope; then the old one is ended. */
  'replace',
  /** The same key gets a new secret, and the old one goes on for a while. */
  'overlap',
  /** The same key gets a new secret, and the old one ends with that call. */
  'immediate',
  /** A person makes and ends the keys in the provider's console. */
  'guided',
]);
export type RotationStrategy = z.infer<typeof rotationStrategySchema>;

/** The key stays, its secret changes: nothing can be rolled back, and the provider ends the old secret. */
export const isInPlace = (strategy: RotationStrategy): boolean =>
  strategy === 'overlap' || strategy === 'immediate';

export const rotationTriggerSchema = z.enum([
  'planned',
  /** The key is known to others: the old one is ended before the consumers have moved. */
  'exposed',
]);
export type RotationTrigger = z.infer<typeof rotationTriggerSchema>;
