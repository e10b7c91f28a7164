import { guideText } from '../../shared/keys/by-hand-key.ts';
import type { ConsoleGuide } from '../../shared/providers/console-guide.ts';
import { Banner } from '../ui/banner.tsx';
import { TextField } from '../ui/text-field.tsx';
import type { NamedKey } from './guide-step-view.tsx';
import styles from './console-guide.module.css';

/** What to write to the provider's support about a key that its console cannot end. */
export function SupportRequest({ guide, named }: { guide: ConsoleGuide; named: NamedKey }) {
  const { subject, body } = guide.supportRequest;
  return (
    <div className={styles['form']}>
      <Banner tone="info">{guide.fixedKeyReason}</Banner>
      <TextField label="Subject" value={guideText(subject, named)} isReadOnly />
      <TextField label="Message" value={guideText(body, named)} isReadOnly isMultiline rows={9} />
    </div>
  );
}
