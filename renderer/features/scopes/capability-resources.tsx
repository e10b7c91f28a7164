import type { Container } from '../../../shared/connections/connection.ts';
import { resourceRelation, resourceWords } from '../../../shared/scopes/capability-matching.ts';
import { ALL_OPERATIONS } from '../../../shared/scopes/capability-scope.ts';
import type { CapabilityMap } from '../../../shared/scopes/capability-scope-schema.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { FieldSet } from '../../ui/field-set.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { UntrustedText } from '../../ui/untrusted-text.tsx';
import { visibleText } from '../../ui/visible-text.ts';
import { withOperation, withResource, withoutResource } from './capability-draft.ts';
import { groupsFor } from './operation-groups.ts';
import { ResourceAdder } from './resource-adder.tsx';
import styles from './scope-editor.module.css';

export interface CapabilityResourcesProps {
  map: CapabilityMap;
  targetsOf: Container['id'] | null;
  onChange: (map: CapabilityMap) => void;
  /** The keyboard or the pointer went to one. */
  onWorkOn: (resource: string) => void;
}

/** Every resource with the operations it gives. */
export function CapabilityResources({
  map,
  targetsOf,
  onChange,
  onWorkOn,
}: CapabilityResourcesProps) {
  const resources = Object.keys(map);
  return (
    <FieldSet legend="Resources and operations">
      <ul className={styles['resources']}>
        {resources.map((resource) => (
          <li
            key={resource}
            onFocus={() => {
              onWorkOn(resource);
            }}
          >
            <ResourceCard map={map} resource={resource} onChange={onChange} />
          </li>
        ))}
      </ul>
      <ResourceAdder
        taken={resources}
        targetsOf={targetsOf}
        onAdd={(resource) => {
          onChange(withResource(map, resource));
        }}
      />
    </FieldSet>
  );
}

interface ResourceCardProps {
  map: CapabilityMap;
  resource: string;
  onChange: (map: CapabilityMap) => void;
}

function ResourceCard({ map, resource, onChange }: ResourceCardProps) {
  const held = map[resource] ?? [];
  const hasAll = held.includes(ALL_OPERATIONS);
  const name = visibleText(resource, 60);
  const change = (operation: string, isHeld: boolean) => {
    onChange(withOperation(map, resource, operation, isHeld));
  };
  return (
    <div className={styles['resource']} role="group" aria-label={`Operations on ${name}`}>
      <div className={styles['resourceHead']}>
        <span className={styles['resourceName']}>
          <UntrustedText text={resource} limit={200} />
        </span>
        <IconButton
          icon="delete"
          size="small"
          label={`Take ${name} away`}
          onPress={() => {
            onChange(withoutResource(map, resource));
          }}
        />
      </div>
      <p className={styles['note']}>
        {visibleText(resourceWords(resource), 400)} {relationNote(map, resource)}
      </p>
      <div className={styles['every']}>
        <Checkbox
          isSelected={hasAll}
          onChange={(isHeld) => {
            change(ALL_OPERATIONS, isHeld);
          }}
        >
          every operation, those of the future too
        </Checkbox>
      </div>
      <div className={styles['groups']}>
        {groupsFor(held).map(({ label, operations }) => (
          <div key={label} className={styles['group']} role="group" aria-label={label}>
            <span className={styles['groupLabel']} aria-hidden="true">
              {label}
            </span>
            {operations.map((operation) => (
              <Checkbox
                key={operation}
                isSelected={hasAll || held.includes(operation)}
                isDisabled={hasAll}
                onChange={(isHeld) => {
                  change(operation, isHeld);
                }}
              >
                {visibleText(operation, 40)}
              </Checkbox>
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}

/** How the others lie to this one: rights on one name add up over all resources that cover it. */
function relationNote(map: CapabilityMap, resource: string): string {
  const others = Object.keys(map).filter((other) => other !== resource);
  const wider = others.filter((other) => resourceRelation(other, resource) === 'covers');
  const partly = others.filter((other) => resourceRelation(other, resource) === 'overlaps');
  return [
    ...(wider.length === 0
      ? []
      : [`Lies inside ${visibleText(wider.join(', '), 200)}, whose operations hold here too.`]),
    ...(partly.length === 0 ? [] : [`Overlaps with ${visibleText(partly.join(', '), 200)}.`]),
  ].join(' ');
}
