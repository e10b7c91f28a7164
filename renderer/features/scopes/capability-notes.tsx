import { coversResource } from '../../../shared/scopes/capability-matching.ts';
import { isUnrestricted } from '../../../shared/scopes/capability-scope.ts';
import type { CapabilityMap } from '../../../shared/scopes/capability-scope-schema.ts';
import { Banner } from '../../ui/banner.tsx';
import { Switch } from '../../ui/switch.tsx';
import { visibleText } from '../../ui/visible-text.ts';
import { revocableOn } from './capability-diff.ts';
import styles from './scope-editor.module.css';

/** What the map means that its lines do not say. */
export function CapabilityNotes({ map }: { map: CapabilityMap }) {
  const idle = Object.keys(map).filter(
    (resource) => map[resource]?.includes('stats') === true && !coversResource(resource, '*'),
  );
  return (
    <>
      {isUnrestricted(map) && (
        <Banner tone="warning" title="One key may do everything">
          It has every operation on every channel. Give it only what its consumers use.
        </Banner>
      )}
      {idle.length > 0 && (
        <Banner tone="info" title="Statistics have no effect here">
          {`The operation stats counts only on * or [*]*, not on ${visibleText(idle.join(', '), 200)}.`}
        </Banner>
      )}
      <p className={styles['note']}>
        Changed capabilities reach open connections only after they reconnect.
      </p>
    </>
  );
}

export interface RevocableTokensProps {
  /** Null: the provider did not say. */
  value: boolean | null;
  onChange: (isOn: boolean) => void;
}

export function RevocableTokens({ value, onChange }: RevocableTokensProps) {
  return (
    <Switch
      isSelected={value === true}
      onChange={onChange}
      description={
        value === null
          ? `The provider does not say how it is now. On: ${revocableOn}`
          : `On: ${revocableOn}`
      }
    >
      Revocable tokens
    </Switch>
  );
}
