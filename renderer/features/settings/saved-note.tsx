import { ErrorBanner } from '../../parts/error-banner.tsx';
import { Icon } from '../../ui/icon.tsx';
import type { SaveSetting } from './use-save-setting.ts';
import styles from './settings.module.css';

/** Beside a control: that its change was saved, or why not. */
export function SavedNote({ saving }: { saving: SaveSetting }) {
  if (saving.error !== null) return <ErrorBanner error={saving.error} />;
  if (!saving.isSaved) return null;
  return (
    <span className={styles['saved']}>
      <Icon name="check" size={14} />
      Saved
    </span>
  );
}
