import { publicRule } from '../../../messages/key-words.ts';
import { Banner } from '../../../ui/banner.tsx';
import { RadioGroup } from '../../../ui/radio-group.tsx';
import { visibleText } from '../../../ui/visible-text.ts';

type Use = 'servers' | 'shipped';

const uses = [
  {
    value: 'servers',
    label: 'On servers',
    description: 'Where only your own people can read it.',
  },
  {
    value: 'shipped',
    label: 'Shipped in a browser or an app',
    description: 'Everybody who opens the page or unpacks the app can read what you ship.',
  },
] as const;

export interface PublicChoiceProps {
  isPublic: boolean;
  isKeyset: boolean;
  onChange: (isPublic: boolean) => void;
}

/** Where the new key will be used: what is shipped is marked public. */
export function PublicChoice({ isPublic, isKeyset, onChange }: PublicChoiceProps) {
  return (
    <RadioGroup<Use>
      label="Where will this key be used?"
      options={uses}
      value={isPublic ? 'shipped' : 'servers'}
      onChange={(use) => {
        onChange(use === 'shipped');
      }}
      description={isPublic ? `It is marked public. ${publicRule(isKeyset)}` : undefined}
    />
  );
}

/** What speaks against giving everybody this scope. */
export function PublicWarnings({ warnings }: { warnings: readonly string[] }) {
  if (warnings.length === 0) return null;
  return (
    <Banner tone="warning" title="Too much for a public key">
      <ul>
        {warnings.map((warning) => (
          <li key={warning}>{visibleText(warning, 400)}</li>
        ))}
      </ul>
    </Banner>
  );
}
