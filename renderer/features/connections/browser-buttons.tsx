import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import styles from './forms.module.css';

export interface BrowserButtonsProps {
  providerName: string;
  isWaiting: boolean;
  onContinue: () => void;
  onCancel: () => Promise<void>;
}

/** Consent is given in the system's browser; here one waits for it, or does not. */
export function BrowserButtons({
  providerName,
  isWaiting,
  onContinue,
  onCancel,
}: BrowserButtonsProps) {
  if (isWaiting)
    return (
      <Banner
        tone="info"
        title="Waiting for you in the browser"
        isAnnounced
        actions={<Button onPress={onCancel}>Cancel the sign-in</Button>}
      >
        {`Sign in to ${providerName} there and agree. This page goes on by itself; after five minutes it stops waiting.`}
      </Banner>
    );
  return (
    <>
      <div className={styles['buttons']}>
        <Button variant="primary" icon="external" onPress={onContinue}>
          Continue in the browser
        </Button>
      </div>
      <p className={styles['note']}>
        {`Your browser opens the page of ${providerName}. Rekey never sees your password there.`}
      </p>
    </>
  );
}
