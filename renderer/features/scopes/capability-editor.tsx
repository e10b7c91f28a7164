import { useState } from 'react';
import type { Container } from '../../../shared/connections/connection.ts';
import {
  capabilityOfSimpleForm,
  simpleFormOf,
  type SimpleCapabilityForm,
} from '../../../shared/scopes/capability-simple-form.ts';
import { sameCapability } from '../../../shared/scopes/capability-scope.ts';
import type { CapabilityMap } from '../../../shared/scopes/capability-scope-schema.ts';
import type { ChangeScopeDraft } from '../../parts/scope-draft.ts';
import { RadioGroup } from '../../ui/radio-group.tsx';
import {
  documentOf,
  documentProblems,
  withDocument,
  withMap,
  withRevocableTokens,
  type CapabilityDraft,
} from './capability-draft.ts';
import { CapabilityNotes, RevocableTokens } from './capability-notes.tsx';
import { CapabilityResources } from './capability-resources.tsx';
import { CapabilitySimpleForm } from './capability-simple-form.tsx';
import { CoveragePanel } from './coverage-panel.tsx';
import { RawDocument, UnreadableNote } from './raw-document.tsx';
import { touchedResource } from './touched-resource.ts';
import styles from './scope-editor.module.css';

export interface CapabilityEditorProps {
  draft: CapabilityDraft;
  onChange: ChangeScopeDraft;
  /** Null where queues and namespaces cannot be picked. */
  targetsOf: Container['id'] | null;
  /** A form to begin with that its map alone does not tell: capabilities without a resource yet. */
  startForm?: SimpleCapabilityForm | undefined;
}

type Mode = 'simple' | 'advanced';

const emptyForm: SimpleCapabilityForm = {
  capabilities: new Set(),
  restriction: 'selected',
  resources: [],
};

/** What an Ably key may do: the dashboard's form or resource by resource, and the document beside it. */
export function CapabilityEditor({ draft, onChange, targetsOf, startForm }: CapabilityEditorProps) {
  const { capability, revocableTokens } = draft.input;
  const [form, setForm] = useState(startForm ?? simpleFormOf(capability) ?? emptyForm);
  const simple = formFor(form, capability);
  // A form that becomes possible on the way does not take the other one's place under the hands.
  const [wanted, setWanted] = useState<Mode>(simple === null ? 'advanced' : 'simple');
  const mode: Mode = simple === null ? 'advanced' : wanted;
  const problems = documentProblems(draft);
  const workedOn = useWorkedOn(capability);
  const changeMap = (next: CapabilityMap) => {
    onChange((latest) => withMap(latest, next));
  };
  return (
    <div className={styles['editor']} data-wide>
      <div className={styles['form']}>
        {problems.length > 0 && (
          <UnreadableNote
            onDiscard={() => {
              onChange((latest) => ({ ...latest, text: null }));
            }}
          />
        )}
        <div className={styles['form']} inert={problems.length > 0}>
          <ModeChoice mode={mode} isSimplePossible={simple !== null} onChange={setWanted} />
          {mode === 'simple' && simple !== null ? (
            <CapabilitySimpleForm
              form={simple}
              targetsOf={targetsOf}
              onChange={(next) => {
                setForm(next);
                changeMap(capabilityOfSimpleForm(next));
              }}
            />
          ) : (
            <CapabilityResources
              map={capability}
              targetsOf={targetsOf}
              onChange={changeMap}
              onWorkOn={workedOn.choose}
            />
          )}
          <CapabilityNotes map={capability} />
          <RevocableTokens
            value={revocableTokens}
            onChange={(isOn) => {
              onChange((latest) => withRevocableTokens(latest, isOn));
            }}
          />
        </div>
      </div>
      <div className={styles['aside']}>
        <RawDocument
          text={documentOf(draft)}
          description="Resource at the left, operations at the right. Operations that Rekey does not know are kept."
          problems={problems}
          onChange={(text) => {
            onChange((latest) => withDocument(latest, text));
          }}
        />
        <CoveragePanel map={capability} chosen={workedOn.resource} onChoose={workedOn.choose} />
      </div>
    </div>
  );
}

/** The resource that was chosen, focused or changed last, in whichever form. */
function useWorkedOn(map: CapabilityMap) {
  const [resource, choose] = useState<string | null>(null);
  const [lastMap, setLastMap] = useState(map);
  if (lastMap !== map) {
    setLastMap(map);
    const touched = touchedResource(lastMap, map);
    if (touched !== null) choose(touched);
  }
  return { resource, choose };
}

/** The form as it was filled in while its map is the draft's; else the map read anew. */
function formFor(form: SimpleCapabilityForm, map: CapabilityMap): SimpleCapabilityForm | null {
  const own = capabilityOfSimpleForm(form);
  const isSame =
    Object.keys(own).sort().join('\n') === Object.keys(map).sort().join('\n') &&
    sameCapability(own, map);
  return isSame ? form : simpleFormOf(map);
}

function ModeChoice({
  mode,
  isSimplePossible,
  onChange,
}: {
  mode: Mode;
  isSimplePossible: boolean;
  onChange: (mode: Mode) => void;
}) {
  return (
    <RadioGroup<Mode>
      label="Show as"
      orientation="horizontal"
      options={[
        { value: 'simple', label: 'Capabilities and restriction', isDisabled: !isSimplePossible },
        { value: 'advanced', label: 'Resource by resource' },
      ]}
      value={mode}
      onChange={onChange}
      description={
        isSimplePossible
          ? undefined
          : 'The operations differ by resource, or go beyond the dashboard’s eight capabilities. The simple form would flatten them, so it is not offered.'
      }
    />
  );
}
