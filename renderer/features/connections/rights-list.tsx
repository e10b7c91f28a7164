import type { CredentialRight } from '../../../shared/connections/connection.ts';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { UntrustedText } from '../../ui/untrusted-text.tsx';
import styles from './forms.module.css';

interface Standing {
  readonly rank: number;
  readonly icon: IconName;
  readonly words: string;
}

const missing: Standing = { rank: 0, icon: 'attention', words: 'missing' };
const unknown: Standing = { rank: 1, icon: 'info', words: 'not known before it is first used' };
const held: Standing = { rank: 2, icon: 'check', words: 'held' };

function standingOf({ isHeld }: CredentialRight): Standing {
  if (isHeld === null) return unknown;
  return isHeld ? held : missing;
}

/** Missing ones first: they are what a person has to change before going on. */
export function RightsList({ rights }: { rights: readonly CredentialRight[] }) {
  const sorted = rights.toSorted((one, other) => standingOf(one).rank - standingOf(other).rank);
  return (
    <ul className={styles['rights']} aria-label="Rights of this credential">
      {sorted.map((right) => {
        const { icon, words } = standingOf(right);
        return (
          <li key={right.name} className={styles['right']}>
            <Icon name={icon} size={14} />
            <span>
              <code>
                <UntrustedText text={right.name} limit={100} />
              </code>{' '}
              {words}: {right.purpose}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
