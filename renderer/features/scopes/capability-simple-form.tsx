import type { Container } from '../../../shared/connections/connection.ts';
import {
  simpleCapabilities,
  type SimpleCapabilityForm,
  type SimpleCapabilityId,
  type SimpleRestriction,
} from '../../../shared/scopes/capability-simple-form.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { FieldSet } from '../../ui/field-set.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { UntrustedText } from '../../ui/untrusted-text.tsx';
import { visibleText } from '../../ui/visible-text.ts';
import { ResourceAdder } from './resource-adder.tsx';
import styles from './scope-editor.module.css';

export interface CapabilitySimpleFormProps {
  form: SimpleCapabilityForm;
  targetsOf: Container['id'] | null;
  onChange: (form: SimpleCapabilityForm) => void;
}

/** The eight capabilities and four restrictions of Ably's dashboard. */
export function CapabilitySimpleForm({ form, targetsOf, onChange }: CapabilitySimpleFormProps) {
  const setCapability = (id: SimpleCapabilityId, isHeld: boolean) => {
    const capabilities = new Set(form.capabilities);
    if (isHeld) capabilities.add(id);
    else capabilities.delete(id);
    onChange({ ...form, capabilities });
  };
  return (
    <div className={styles['simple']}>
      <FieldSet legend="Capabilities">
        <div className={styles['checks']}>
          {simpleCapabilities.map(({ id, label, description }) => (
            <Checkbox
              key={id}
              isSelected={form.capabilities.has(id)}
              description={description}
              onChange={(isHeld) => {
                setCapability(id, isHeld);
              }}
            >
              {label}
            </Checkbox>
          ))}
        </div>
      </FieldSet>
      <RadioGroup<SimpleRestriction>
        label="Restriction"
        options={restrictions}
        value={form.restriction}
        onChange={(restriction) => {
          onChange({ ...form, restriction });
        }}
      />
      {form.restriction === 'selected' && (
        <SelectedResources form={form} targetsOf={targetsOf} onChange={onChange} />
      )}
    </div>
  );
}

const restrictions = [
  {
    value: 'none',
    label: 'None',
    description: 'Every channel, queue and metachannel, written [*]*.',
  },
  {
    value: 'only-channels',
    label: 'Only channels',
    description: 'Every channel but no queue, written *.',
  },
  {
    value: 'only-queues',
    label: 'Only queues',
    description: 'Every queue but no channel, written [queue]*.',
  },
  {
    value: 'selected',
    label: 'Selected channels and queues',
    description: 'Only what is named below.',
  },
] as const;

function SelectedResources({ form, targetsOf, onChange }: CapabilitySimpleFormProps) {
  return (
    <FieldSet legend="Selected">
      {form.resources.length > 0 && (
        <ul className={styles['list']} aria-label="Selected channels and queues">
          {form.resources.map((resource) => (
            <li key={resource} className={styles['listItem']}>
              <span className={styles['resourceName']}>
                <UntrustedText text={resource} limit={120} />
              </span>
              <IconButton
                icon="close"
                size="small"
                label={`Take ${visibleText(resource, 60)} away`}
                onPress={() => {
                  onChange({
                    ...form,
                    resources: form.resources.filter((other) => other !== resource),
                  });
                }}
              />
            </li>
          ))}
        </ul>
      )}
      <ResourceAdder
        taken={form.resources}
        targetsOf={targetsOf}
        onAdd={(resource) => {
          onChange({ ...form, resources: [...form.resources, resource] });
        }}
      />
    </FieldSet>
  );
}
