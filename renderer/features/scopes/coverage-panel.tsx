import { useState } from 'react';
import {
  coverageOf,
  resourceWords,
  sampleNames,
  type Coverage,
} from '../../../shared/scopes/capability-matching.ts';
import type { CapabilityMap } from '../../../shared/scopes/capability-scope-schema.ts';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { UntrustedText } from '../../ui/untrusted-text.tsx';
import { visibleText } from '../../ui/visible-text.ts';
import styles from './scope-editor.module.css';

const coverageWords: Readonly<Record<Coverage, string>> = {
  yes: 'covered',
  no: 'not covered',
  unverified: 'not stated',
};

export interface CoveragePanelProps {
  map: CapabilityMap;
  /** The resource that was last worked on; the first one where the map has none of that name. */
  chosen: string | null;
  onChoose: (resource: string) => void;
}

/** What a resource covers, shown on names made from it and on any name that is tried. */
export function CoveragePanel({ map, chosen, onChoose }: CoveragePanelProps) {
  const resources = Object.keys(map);
  const [name, setName] = useState('');
  const resource = chosen !== null && resources.includes(chosen) ? chosen : resources[0];
  if (resource === undefined) return null;
  return (
    <section className={styles['panel']} aria-labelledby="coverage-title">
      <h2 id="coverage-title">What this resource covers</h2>
      {resources.length > 1 && (
        <Select<string>
          label="Resource"
          isLabelHidden
          options={resources.map((value) => ({ value, label: visibleText(value, 80) }))}
          value={resource}
          onChange={onChoose}
        />
      )}
      <p>{visibleText(resourceWords(resource), 400)}</p>
      <ul className={styles['samples']}>
        {sampleNames(resource).map((sample) => (
          <li key={sample.name} className={styles['sample']}>
            <span className={styles[sample.coverage]}>{coverageWords[sample.coverage]}</span>
            <code>
              <UntrustedText text={sample.name} limit={80} />
            </code>
          </li>
        ))}
      </ul>
      <TextField
        label="Try a name"
        value={name}
        onChange={setName}
        isMonospace
        description={name === '' ? 'A channel, or [queue]name.' : tryWords(map, name)}
      />
    </section>
  );
}

function tryWords(map: CapabilityMap, name: string): string {
  const covering = Object.keys(map).filter((resource) => coverageOf(resource, name) === 'yes');
  if (covering.length === 0) {
    const isOpen = Object.keys(map).some((resource) => coverageOf(resource, name) === 'unverified');
    return isOpen
      ? 'Not stated by the provider whether it is covered: count on no.'
      : 'Not covered: nothing is allowed there.';
  }
  const operations = new Set(covering.flatMap((resource) => map[resource] ?? []));
  const allowed = operations.has('*') ? 'every operation' : [...operations].sort().join(', ');
  return visibleText(`Allowed there: ${allowed === '' ? 'nothing' : allowed}.`, 400);
}
