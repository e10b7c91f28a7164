import { pubnubVersions } from '../../../shared/settings/setting-limits.ts';
import type { Settings } from '../../../shared/settings/settings.ts';
import { useCommandQuery } from '../../ipc/use-command-query.ts';
import { Loaded } from '../../parts/loaded.tsx';
import { ScreenTitle } from '../../parts/screen-title.tsx';
import { FieldSet } from '../../ui/field-set.tsx';
import { Pane } from '../../ui/pane.tsx';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { Select } from '../../ui/select.tsx';
import { Switch } from '../../ui/switch.tsx';
import { AppFacts } from './app-facts.tsx';
import { NumberSettingField } from './number-setting-field.tsx';
import { SavedNote } from './saved-note.tsx';
import { TagPolicies } from './tag-policies.tsx';
import { useSaveSetting } from './use-save-setting.ts';
import styles from './settings.module.css';

/** Preferences, each saved as it is changed, and how this start of Rekey stands. */
export function SettingsScreen() {
  const settings = useCommandQuery('settings.get', {});
  return (
    <Pane title="Settings" subtitle="Each change is saved at once">
      <ScreenTitle>Settings</ScreenTitle>
      <Loaded query={settings}>
        {(value) => (
          <div className={styles['settings']}>
            <ThemeSetting settings={value} />
            <SecretSettings settings={value} />
            <AgeSettings settings={value} />
            <TagPolicies settings={value} />
            <StartSetting settings={value} />
            <PubnubSetting settings={value} />
            <AppFacts />
          </div>
        )}
      </Loaded>
    </Pane>
  );
}

function ThemeSetting({ settings }: { settings: Settings }) {
  const saving = useSaveSetting();
  return (
    <FieldSet legend="Look">
      <div className={styles['setting']}>
        <RadioGroup
          label="Theme"
          orientation="horizontal"
          value={settings.theme}
          onChange={(theme) => void saving.save({ theme })}
          options={[
            { value: 'system', label: 'As the system' },
            { value: 'light', label: 'Light' },
            { value: 'dark', label: 'Dark' },
          ]}
        />
        <SavedNote saving={saving} />
      </div>
    </FieldSet>
  );
}

function SecretSettings({ settings }: { settings: Settings }) {
  return (
    <FieldSet
      legend="Secrets"
      description="How long a secret stays where a person, or another program, can see it."
    >
      <NumberSettingField
        name="revealSeconds"
        label="Hide a revealed secret after"
        unit="seconds"
        settings={settings}
      />
      <NumberSettingField
        name="clipboardSeconds"
        label="Clear a copied secret after"
        unit="seconds"
        settings={settings}
      />
      <NumberSettingField
        name="clipboardSecondsProduction"
        label="Clear a copied production secret after"
        unit="seconds"
        description="Only what Rekey copied is cleared, and only while the clipboard still holds it."
        settings={settings}
      />
    </FieldSet>
  );
}

function AgeSettings({ settings }: { settings: Settings }) {
  return (
    <FieldSet
      legend="Age"
      description="A key that was not rotated for longer than this asks for attention."
    >
      <NumberSettingField
        name="maxAgeDaysProduction"
        label="Production keys"
        unit="days"
        settings={settings}
      />
      <NumberSettingField
        name="maxAgeDaysOther"
        label="All other keys"
        unit="days"
        settings={settings}
      />
    </FieldSet>
  );
}

function StartSetting({ settings }: { settings: Settings }) {
  const saving = useSaveSetting();
  return (
    <FieldSet legend="Start">
      <div className={styles['setting']}>
        <Switch
          isSelected={settings.syncOnStart}
          onChange={(syncOnStart) => void saving.save({ syncOnStart })}
          description="Reads every account when Rekey starts. What is on this machine is shown at once either way."
        >
          Read all accounts at the start
        </Switch>
        <SavedNote saving={saving} />
      </div>
    </FieldSet>
  );
}

function PubnubSetting({ settings }: { settings: Settings }) {
  const saving = useSaveSetting();
  return (
    <FieldSet legend="PubNub Admin API v2">
      <div className={styles['setting']}>
        <Select
          label="Version of the API"
          options={pubnubVersions.map((version) => ({ value: version, label: version }))}
          value={settings.pubnubVersion}
          onChange={(pubnubVersion) => void saving.save({ pubnubVersion })}
          description="The date that every request names. PubNub does not say for how long it takes an older one."
        />
        <SavedNote saving={saving} />
      </div>
    </FieldSet>
  );
}
