import { useState } from 'react';
import type { Container } from '../../../shared/connections/connection.ts';
import { channelKeyOf } from '../../../shared/scopes/channel-scope.ts';
import type { ChannelScope, ScopeChannel } from '../../../shared/scopes/channel-scope-schema.ts';
import type { ChangeScopeDraft } from '../../parts/scope-draft.ts';
import { Banner } from '../../ui/banner.tsx';
import { FieldSet } from '../../ui/field-set.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { UntrustedText } from '../../ui/untrusted-text.tsx';
import { visibleText } from '../../ui/visible-text.ts';
import { isChannelDraft, pickedChannel, type ChannelDraft } from './channel-draft.ts';
import { ChannelOutcomes } from './channel-outcomes.tsx';
import { SlugAdder } from './slug-adder.tsx';
import { TargetPicker } from './target-picker.tsx';
import styles from './scope-editor.module.css';

export interface ChannelEditorProps {
  draft: ChannelDraft;
  /** Null for a key that does not exist yet. */
  shown: ChannelScope | null;
  /** Null where channels cannot be picked. */
  targetsOf: Container['id'] | null;
  onChange: ChangeScopeDraft;
}

/** Whom an ActivitySmith key may reach, and what its requests will then do. */
export function ChannelEditor({ draft, shown, targetsOf, onChange }: ChannelEditorProps) {
  const { mode, channels } = draft.input;
  // A key for everybody names no channels; what was chosen comes back with the other choice.
  const [remembered, setRemembered] = useState<readonly ScopeChannel[]>(channels);
  const setChannels = (next: readonly ScopeChannel[]) => {
    setRemembered(next);
    onChange(() => ({
      input: { kind: 'channels', mode: 'channels', channels: [...next] },
      text: null,
    }));
  };
  const setMode = (next: ChannelScope['mode']) => {
    onChange((latest) =>
      isChannelDraft(latest)
        ? {
            input: {
              kind: 'channels',
              mode: next,
              channels: next === 'all' ? [] : [...remembered],
            },
            text: null,
          }
        : latest,
    );
  };
  return (
    <div className={styles['form']}>
      <RadioGroup<ChannelScope['mode']>
        label="Scope"
        options={modes}
        value={mode}
        onChange={setMode}
      />
      {mode === 'all' && shown?.mode === 'channels' && (
        <Banner tone="warning" title="This widens what the key may do">
          It was restricted to its channels. Before it is saved you type the key’s name.
        </Banner>
      )}
      {mode === 'channels' && (
        <Channels channels={channels} shown={shown} targetsOf={targetsOf} onChange={setChannels} />
      )}
      <ChannelOutcomes mode={mode} channels={mode === 'all' ? remembered : channels} />
    </div>
  );
}

const modes = [
  {
    value: 'all',
    label: 'All Recipients',
    description: 'It can send to every recipient in the account.',
  },
  {
    value: 'channels',
    label: 'Channel Scoped',
    description: 'It can send only to the channels assigned to it.',
  },
] as const;

function Channels({
  channels,
  shown,
  targetsOf,
  onChange,
}: {
  channels: readonly ScopeChannel[];
  shown: ChannelScope | null;
  targetsOf: Container['id'] | null;
  onChange: (channels: readonly ScopeChannel[]) => void;
}) {
  const taken = channels.map(({ slug }) => slug);
  const add = (target: { readonly resource: string; readonly publicId: string | null }) => {
    onChange([...channels, pickedChannel(target, shown)]);
  };
  const typed = (
    <SlugAdder
      taken={taken}
      onAdd={(slug) => {
        add({ resource: slug, publicId: null });
      }}
    />
  );
  return (
    <FieldSet legend="Channels">
      {channels.length === 0 ? (
        <p className={styles['note']}>Choose at least one channel.</p>
      ) : (
        <ul className={styles['list']} aria-label="Channels of this key">
          {channels.map((channel) => (
            <li key={channelKeyOf(channel)} className={styles['listItem']}>
              <span className={styles['resourceName']}>
                <UntrustedText text={channel.slug} limit={120} />
              </span>
              {channel.publicId !== null && (
                <code className={styles['no']}>
                  <UntrustedText text={channel.publicId} limit={40} />
                </code>
              )}
              <IconButton
                icon="close"
                size="small"
                label={`Take ${visibleText(channel.slug, 60)} away`}
                onPress={() => {
                  onChange(channels.filter((other) => other !== channel));
                }}
              />
            </li>
          ))}
        </ul>
      )}
      {targetsOf === null ? (
        typed
      ) : (
        <TargetPicker
          containerId={targetsOf}
          label="Add a channel"
          taken={taken}
          onPick={add}
          otherwise={typed}
        />
      )}
    </FieldSet>
  );
}
