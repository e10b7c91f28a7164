import type { ProviderDescriptor } from '../../../shared/providers/provider-descriptor.ts';
import { ProviderMark } from '../../ui/provider-mark.tsx';
import styles from './forms.module.css';

/** What to know before signing in; the provider's own rules, beside the form. */
export function ConnectAdvice({ descriptor }: { descriptor: ProviderDescriptor }) {
  const { mark, name, connect, capabilities } = descriptor;
  const title = capabilities.byHand
    ? `Before you add an account of ${name}`
    : `Before you sign in to ${name}`;
  return (
    <aside
      className={styles['advice']}
      aria-label={capabilities.byHand ? 'Before you add it' : 'Before you sign in'}
    >
      <h2 className={styles['adviceTitle']}>
        <ProviderMark letters={mark.letters} hue={mark.hue} />
        {title}
      </h2>
      <ul className={styles['points']}>
        {connect.advice.map((sentence) => (
          <li key={sentence} className={styles['point']}>
            {sentence}
          </li>
        ))}
      </ul>
    </aside>
  );
}
