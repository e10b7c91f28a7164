import { keysetFields, keysetValueText } from '../../../shared/scopes/keyset-scope.ts';
import type { KeysetScope } from '../../../shared/scopes/keyset-scope.ts';
import type { KeyScope } from '../../../shared/scopes/key-scope.ts';
import { DescriptionList } from '../../ui/description-list.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { visibleText } from '../../ui/visible-text.ts';
import { UntrustedText } from '../../ui/untrusted-text.tsx';
import { CapabilityPanel } from './capability-panel.tsx';
import { ChannelPanel } from './channel-panel.tsx';
import { fieldGroups } from './field-groups.ts';
import { keysetFacts } from './keyset-facts.ts';
import styles from './scope-panel.module.css';

/** What a key may do: first in sentences, then in full. */
export function ScopePanel({ scope }: { scope: KeyScope }) {
  switch (scope.kind) {
    case 'keyset':
      return <KeysetPanel scope={scope} />;
    case 'capability':
      return <CapabilityPanel scope={scope} />;
    case 'channels':
      return <ChannelPanel scope={scope} />;
    case 'project':
      return (
        <p>
          A key opens the whole project: the provider knows no narrower right. Whoever holds it may
          do everything the project allows.
        </p>
      );
    case 'unknown':
      return <p>The provider does not tell what this key may do. Look in its own console.</p>;
  }
}

function KeysetPanel({ scope }: { scope: KeysetScope }) {
  return (
    <div className={styles['panel']}>
      <ul className={styles['facts']}>
        {keysetFacts(scope).map(({ text, isConcern }) => (
          <li key={text} className={isConcern ? styles['concern'] : undefined}>
            {text}
          </li>
        ))}
      </ul>
      <Disclosure title="All settings">
        <AllSettings scope={scope} />
      </Disclosure>
      {scope.unmanaged.length > 0 && (
        <Disclosure title={`Not managed by Rekey (${scope.unmanaged.length.toString()})`}>
          <p className={styles['note']}>
            Rekey does not know these, so it neither stores nor sends them. They stay as they are at
            the provider and are not copied to a replacement.
          </p>
          <ul className={styles['names']}>
            {scope.unmanaged.map((name) => (
              <li key={name}>
                <code>
                  <UntrustedText text={name} limit={80} />
                </code>
              </li>
            ))}
          </ul>
        </Disclosure>
      )}
    </div>
  );
}

function AllSettings({ scope }: { scope: KeysetScope }) {
  return (
    <div className={styles['groups']}>
      {fieldGroups(keysetFields(scope.generation)).map(({ group, fields }) => (
        <section key={group}>
          <h3 className={styles['group']}>{group}</h3>
          <DescriptionList
            items={fields.map((field) => ({
              term: field.label,
              details: visibleText(keysetValueText(field, scope.properties[field.name])),
            }))}
          />
        </section>
      ))}
    </div>
  );
}
