import { createHash } from 'node:crypto';
import { createChainVerifier } from '../../shared/activity/activity-chain.ts';
import type { ActivityEntry } from '../../shared/activity/activity-entry.ts';
import { ok, type Result } from '../../shared/errors/app-error.ts';
import type { RotationId } from '../../shared/lib/ids.ts';
import type { DocumentFormat } from '../../shared/rotations/plan-file.ts';
import type { ReceiptVerdict, RotationReceipt } from '../../shared/rotations/rotation-receipt.ts';
import type { ActivityService } from './activity-service.ts';
import { fileNamePart, jsonText, writeDocument } from './document-writer.ts';
import type { FileWriter } from './ports/file-writer.ts';
import type { FilePicker } from './ports/host.ts';
import type { ProviderRegistry } from './ports/provider-adapter.ts';
import { receiptMarkdown } from './receipt-markdown.ts';
import { acceptedDigests, receiptDigest } from './rotation-receipt.ts';
import type { RotationService } from './rotation-service.ts';

interface Dependencies {
  readonly rotations: Pick<RotationService, 'receipt'>;
  readonly registry: Pick<ProviderRegistry, 'find'>;
  readonly activity: Pick<ActivityService, 'each'>;
  readonly picker: FilePicker;
  readonly files: FileWriter;
}

/** Receipts of finished rotations: checked against the activity log, and written down for others. */
export class ReceiptService {
  private readonly deps: Dependencies;

  constructor(deps: Dependencies) {
    this.deps = deps;
  }

  /**
   * Reads the whole log: an entry vouches for nothing once any other was changed, dropped or moved.
   * Errors: as `RotationService.receipt`.
   */
  verify(rotationId: RotationId): Result<ReceiptVerdict> {
    const receipt = this.deps.rotations.receipt(rotationId);
    if (!receipt.ok) return receipt;
    return ok(this.verdictOn(receipt.value));
  }

  /** Null when the person cancelled. Errors: as `RotationService.receipt`; `file-refused`, `storage-full`. */
  async export(rotationId: RotationId, format: DocumentFormat): Promise<Result<string | null>> {
    const found = this.deps.rotations.receipt(rotationId);
    if (!found.ok) return found;
    const receipt = found.value;
    const digest = receiptDigest(receipt);
    const providerName =
      this.deps.registry.find(receipt.providerId)?.descriptor.name ?? receipt.providerId;
    return writeDocument(this.deps, {
      title: 'Export the receipt',
      baseName: `rotation-receipt-${fileNamePart(receipt.oldKey.name)}`,
      format,
      text:
        format === 'json'
          ? jsonText({ format: 'rekey-receipt', version: 1, receipt, digest })
          : receiptMarkdown(receipt, providerName, digest),
    });
  }

  private verdictOn(receipt: RotationReceipt): ReceiptVerdict {
    const { rotationId, activity: closing } = receipt;
    const digest = receiptDigest(receipt);
    const chain = createChainVerifier((text) => createHash('sha256').update(text).digest('hex'));
    const found: ActivityEntry[] = [];
    this.deps.activity.each((entry) => {
      chain.next(entry);
      if (entry.seq === closing?.seq) found.push(entry);
    });
    if (chain.verdict().brokenAtSeq !== null) return { verdict: 'log-broken', digest };
    if (closing === null) return { verdict: 'differs', digest };
    const [entry] = found;
    // The end of a log can be cut off without breaking the chain; here the missing entry tells.
    if (entry === undefined) return { verdict: 'log-broken', digest };
    const isOfIt = entry.hash === closing.hash && entry.rotationId === rotationId;
    const named = acceptedDigests(receipt).find((each) => each === entry.facts['receipt']);
    return isOfIt && named !== undefined
      ? { verdict: 'vouched', digest: named }
      : { verdict: 'differs', digest };
  }
}
