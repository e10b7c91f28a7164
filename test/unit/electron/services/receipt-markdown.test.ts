import { describe, expect, it } from 'vitest';
import { receiptMarkdown } from '../../../../electron/services/receipt-markdown.ts';
import {
  rotationReceiptSchema,
  type RotationReceipt,
} from '../../../../shared/rotations/rotation-receipt.ts';

const written = (part: Partial<RotationReceipt>): string =>
  receiptMarkdown(
    rotationReceiptSchema.parse({
      rotationId: '01ARZ3NDEKTSV4RRFFQ69G5FAV',
      ...{ outcome: 'completed', providerId: 'activitysmith', accountName: 'Orders' },
      oldKey: { name: 'old', providerKeyId: '1', stub: null },
      newKey: { name: 'new', providerKeyId: '2', stub: null },
      ...{ strategy: 'replace', trigger: 'planned', proofNew: null, proofDead: null },
      ...{ endStatements: [], destinations: [], timeline: [], planHash: 'a'.repeat(64) },
      activity: null,
      ...part,
    }),
    'ActivitySmith',
    'b'.repeat(64),
  );

describe('a receipt in Markdown', () => {
  it('claims no proof where a person vouched', () => {
    const proof = { how: 'attested', at: 1, reason: 'no-harmless-check', note: 'seen' } as const;
    const text = written({ proofNew: proof, proofDead: proof });
    expect(text).toContain('That it works was attested, not checked.');
    expect(text).not.toContain('stored and proved');
  });

  it('does not say that nothing was changed when it was given up after a lost answer', () => {
    const timeline = [{ at: 1, step: 'reconciling' as const }];
    const text = written({ outcome: 'cancelled', newKey: null, timeline });
    expect(text).toContain('What may have been created is in the list of keys.');
    expect(text).not.toMatch(/nothing was changed|none was created/i);
  });
});
