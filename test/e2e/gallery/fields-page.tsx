import { useRef, useState, type SyntheticEvent } from 'react';
import { Button } from '../../../renderer/ui/button.tsx';
import { Checkbox } from '../../../renderer/ui/checkbox.tsx';
import { ComboBox } from '../../../renderer/ui/combo-box.tsx';
import { Disclosure } from '../../../renderer/ui/disclosure.tsx';
import { FieldSet } from '../../../renderer/ui/field-set.tsx';
import { FilterChip } from '../../../renderer/ui/filter-chip.tsx';
import { Kbd } from '../../../renderer/ui/kbd.tsx';
import { NumberField } from '../../../renderer/ui/number-field.tsx';
import { RadioGroup } from '../../../renderer/ui/radio-group.tsx';
import { SearchField } from '../../../renderer/ui/search-field.tsx';
import { SecretField, type SecretFieldHandle } from '../../../renderer/ui/secret-field.tsx';
import { Select } from '../../../renderer/ui/select.tsx';
import { Switch } from '../../../renderer/ui/switch.tsx';
import { TextField } from '../../../renderer/ui/text-field.tsx';
import styles from './gallery.module.css';
import { Section } from './section.tsx';

export function FieldsPage() {
  return (
    <main className={styles['page']}>
      <h1>Fields</h1>
      <div className={styles['sections']}>
        <TextFields />
        <Choices />
        <SecretFields />
        <Searching />
      </div>
    </main>
  );
}

function TextFields() {
  const [name, setName] = useState('orders prod');
  const [days, setDays] = useState<number | null>(7);
  return (
    <Section title="Text and numbers">
      <TextField
        label="Name"
        value={name}
        onChange={setName}
        description="Letters, digits and hyphens, at most 40."
        error={name.includes(' ') ? 'A name may not contain spaces.' : undefined}
        isRequired
      />
      <TextField label="Purpose" labelNote="optional" placeholder="What is it for?" />
      <TextField label="Channel" defaultValue="chat:*" isMonospace />
      <NumberField
        label="Message retention"
        unit="days"
        value={days}
        onChange={setDays}
        description="0 keeps messages for ever."
        error={days !== null && days > 30 ? 'PubNub allows 0 to 30 days.' : undefined}
      />
      <TextField label="Created by" value="ana@example.com" isReadOnly />
      <TextField label="Server address" value="https://admin.pubnub.com/api" isDisabled />
      <TextField label="Notes" isMultiline rows={3} defaultValue="Used by the payments worker." />
    </Section>
  );
}

const regions = ['Automatic', 'us-east-1', 'us-west-1', 'eu-central-1', 'ap-northeast-1'].map(
  (name) => ({ value: name, label: name }),
);

function Choices() {
  const [app, setApp] = useState<'orders' | 'chat' | null>('orders');
  const [region, setRegion] = useState<string | null>('eu-central-1');
  const [environment, setEnvironment] = useState<'testing' | 'production'>('testing');
  const [isPresenceOn, setIsPresenceOn] = useState(true);
  const [isEndedShown, setIsEndedShown] = useState(false);
  return (
    <Section title="Choices">
      <Select
        label="App"
        value={app}
        onChange={setApp}
        options={[
          { value: 'orders', label: 'Orders', description: '4 keysets' },
          { value: 'chat', label: 'Chat‮txt', description: '2 keysets' },
        ]}
      />
      <Select
        label="Region"
        value={null}
        onChange={setRegion}
        options={regions}
        error="Choose where the files are kept."
      />
      <ComboBox label="Storage region" value={region} onChange={setRegion} options={regions} />
      <RadioGroup
        label="Environment"
        value={environment}
        onChange={setEnvironment}
        options={[
          { value: 'testing', label: 'Testing', description: 'Ends after 90 days.' },
          { value: 'production', label: 'Production', description: 'Asks twice.' },
        ]}
      />
      <FieldSet legend="Presence" description="Who is on a channel, and since when.">
        <Switch
          isSelected={isPresenceOn}
          onChange={setIsPresenceOn}
          description="Costs transactions."
        >
          Announce who joins and leaves
        </Switch>
        <Switch
          isSelected
          onChange={() => undefined}
          lockedReason="Locked: PubNub does not allow a change after creation."
        >
          Keep files in the region
        </Switch>
        <Switch isSelected={false} onChange={() => undefined} isDisabled>
          Needs a paid plan
        </Switch>
      </FieldSet>
      <div className={styles['row']}>
        <Checkbox isSelected={isEndedShown} onChange={setIsEndedShown}>
          Include ended keys
        </Checkbox>
        <Checkbox isSelected={false} isIndeterminate onChange={() => undefined}>
          Some
        </Checkbox>
        <Checkbox isSelected isDisabled onChange={() => undefined}>
          Always
        </Checkbox>
      </div>
    </Section>
  );
}

function SecretFields() {
  const secretField = useRef<SecretFieldHandle>(null);
  const [isFilled, setIsFilled] = useState(false);
  const [length, setLength] = useState<number | null>(null);
  const signIn = (event: SyntheticEvent) => {
    event.preventDefault();
    setLength(secretField.current?.read().length ?? 0);
    secretField.current?.clear();
  };
  return (
    <Section title="Secrets">
      <form className={styles['section']} onSubmit={signIn}>
        <SecretField
          ref={secretField}
          label="Password"
          description="Used once to sign in, never stored."
          onFilledChange={setIsFilled}
          isRequired
        />
        <div className={styles['row']}>
          <Button type="submit" isDisabled={!isFilled}>
            Sign in
          </Button>
          <output>{length === null ? 'nothing read' : `read ${String(length)} characters`}</output>
        </div>
        <SecretField
          label="Value"
          labelNote="line breaks are kept"
          isMultiline
          error="A value is needed."
        />
        <Disclosure title="Advanced: server address">
          <TextField label="Address" defaultValue="https://admin.pubnub.com/api" isMonospace />
        </Disclosure>
      </form>
    </Section>
  );
}

function Searching() {
  const [query, setQuery] = useState('');
  const [filters, setFilters] = useState(['provider:ably', 'status:active', 'age:>90d']);
  return (
    <Section title="Search">
      <SearchField
        label="Search keys"
        value={query}
        onChange={setQuery}
        placeholder="Search or filter…"
        hint={<Kbd keys="/" />}
      />
      <div className={styles['row']}>
        {filters.map((filter) => (
          <FilterChip
            key={filter}
            removeLabel={`Remove filter ${filter}`}
            onRemove={() => setFilters(filters.filter((other) => other !== filter))}
          >
            {filter}
          </FilterChip>
        ))}
      </div>
    </Section>
  );
}
