import type { KeyScope, ScopeInput } from '../../../shared/scopes/key-scope.ts';
import { keysetValueText } from '../../../shared/scopes/keyset-scope.ts';
import { Banner } from '../../ui/banner.tsx';
import { DescriptionList } from '../../ui/description-list.tsx';
import { DiffLines } from '../../ui/diff-lines.tsx';
import { visibleText } from '../../ui/visible-text.ts';
import { returnedDefaults } from './keyset-draft.ts';
import { deviationLines } from './scope-diff.ts';

export interface ReturnedSettingsProps {
  scope: KeyScope;
  sent: ScopeInput | null;
  /** In what the key differs from what was sent, by the provider's names. */
  differences: readonly string[];
}

/** What the provider made otherwise than it was told, and what it chose because it was not told. */
export function ReturnedSettings({ scope, sent, differences }: ReturnedSettingsProps) {
  return (
    <>
      {differences.length > 0 && <Deviations {...{ scope, sent, differences }} />}
      {scope.kind === 'keyset' && (
        <Defaults scope={scope} sent={sent} isAsSent={differences.length === 0} />
      )}
    </>
  );
}

function Deviations({ scope, sent, differences }: ReturnedSettingsProps) {
  const lines = sent === null ? [] : deviationLines(sent, scope, differences);
  return (
    <>
      <Banner tone="danger" title="This key may do more or other than was asked" isAnnounced>
        {deviationWords({ scope, differences, hasLines: lines.length > 0 })} Look at it, and change
        it or end it, before you hand it out.
      </Banner>
      {lines.length > 0 && <DiffLines label="What was asked and what the key has" lines={lines} />}
    </>
  );
}

function deviationWords({
  scope,
  differences,
  hasLines,
}: Pick<ReturnedSettingsProps, 'scope' | 'differences'> & { hasLines: boolean }): string {
  const isOtherEnvironment = differences.includes('environment');
  const names = differences.filter((name) => name !== 'environment');
  const ofScope = hasLines
    ? ['The provider made it otherwise: “−” was asked for, “+” is what the key has.']
    : names.length === 0
      ? []
      : scope.kind === 'unknown'
        ? ['The provider does not say what the key may do.']
        : [`The provider made it otherwise: ${visibleText(names.join(', '), 400)}.`];
  return [
    ...(isOtherEnvironment ? ['It is not for the environment that was chosen.'] : []),
    ...ofScope,
  ].join(' ');
}

function Defaults({
  scope,
  sent,
  isAsSent,
}: Pick<ReturnedSettingsProps, 'sent'> & {
  scope: Extract<KeyScope, { kind: 'keyset' }>;
  isAsSent: boolean;
}) {
  const defaults = returnedDefaults(scope, sent?.kind === 'keyset' ? sent.properties : {});
  return (
    <>
      <h2>Chosen by the provider</h2>
      {defaults.length === 0 ? (
        <p>
          {isAsSent
            ? 'Nothing: it answered with exactly the settings that were sent.'
            : 'Nothing beside what it made otherwise.'}
        </p>
      ) : (
        <DescriptionList
          items={defaults.map(({ field, value }) => ({
            term: field.label,
            details: visibleText(keysetValueText(field, value)),
          }))}
        />
      )}
    </>
  );
}
