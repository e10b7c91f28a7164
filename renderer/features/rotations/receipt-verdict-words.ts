import type { ReceiptVerdict } from '../../../shared/rotations/rotation-receipt.ts';
import type { BannerTone } from '../../ui/banner.tsx';

interface VerdictWords {
  readonly tone: BannerTone;
  readonly title: string;
  readonly sentence: string;
}

/** What the activity log says of a receipt; the digest of the receipt follows. */
export const receiptVerdictWords: Readonly<Record<ReceiptVerdict['verdict'], VerdictWords>> = {
  vouched: {
    tone: 'success',
    title: 'The log vouches for this receipt',
    sentence: 'The log is whole, and its closing entry names exactly this receipt:',
  },
  differs: {
    tone: 'danger',
    title: 'The log does not name this receipt',
    sentence:
      'The log is whole, but what it names is not what is shown here: the receipt was changed, or it was written before receipts were entered. This receipt is',
  },
  'log-broken': {
    tone: 'danger',
    title: 'The log vouches for nothing',
    sentence:
      'An entry of the log was changed, dropped or moved. Verify the chain on the activity screen to see which. This receipt is',
  },
};
