import { createHash } from 'node:crypto';
import { canonicalJson } from '../../shared/activity/activity-chain.ts';

/** SHA-256, in hex, over canonical JSON: equal facts give equal digests, whatever their order. */
export const digestOf = (facts: unknown): string =>
  createHash('sha256').update(canonicalJson(facts)).digest('hex');
