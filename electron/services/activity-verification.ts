import { createHash } from 'node:crypto';
import { createChainVerifier } from '../../shared/activity/activity-chain.ts';
import type { ActivityService } from './activity-service.ts';

/** Recomputes the whole chain; names the first entry that does not fit. */
export function verifyActivity(activity: ActivityService): {
  entryCount: number;
  brokenAtSeq: number | null;
} {
  const verifier = createChainVerifier((text) => createHash('sha256').update(text).digest('hex'));
  activity.each((entry) => {
    verifier.next(entry);
  });
  return verifier.verdict();
}
