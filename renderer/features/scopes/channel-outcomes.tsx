import { useState } from 'react';
import { channelOutcome, type ChannelOutcome } from '../../../shared/scopes/channel-scope.ts';
import type { ChannelScope, ScopeChannel } from '../../../shared/scopes/channel-scope-schema.ts';
import { TextField } from '../../ui/text-field.tsx';
import { visibleText } from '../../ui/visible-text.ts';
import { typedSlugs } from './channel-draft.ts';
import styles from './scope-editor.module.css';

export interface ChannelOutcomesProps {
  mode: ChannelScope['mode'];
  /** Those of the key, or those it would have were it restricted. */
  channels: readonly ScopeChannel[];
}

/** The four outcomes of scope × `target.channels`, told with this key's channels and any slugs. */
export function ChannelOutcomes({ mode, channels }: ChannelOutcomesProps) {
  const [text, setText] = useState('');
  const [example = 'marketing'] = channels.map(({ slug }) => slug);
  const tried = typedSlugs(text) ?? [example];
  const scopes = {
    all: { mode: 'all', channels: [] },
    channels: { mode: 'channels', channels: [...channels] },
  } as const satisfies Record<string, Pick<ChannelScope, 'mode' | 'channels'>>;
  const cell = (column: ChannelScope['mode'], target: readonly string[] | null) => (
    <td data-current={column === mode}>
      <OutcomeWords outcome={channelOutcome(scopes[column], target)} />
    </td>
  );
  return (
    <section className={styles['panel']} aria-labelledby="outcomes-title">
      <h2 id="outcomes-title">Whom a request will reach</h2>
      <TextField
        label="Try target.channels"
        value={text}
        onChange={setText}
        placeholder={visibleText(example, 60)}
        description="Slugs with commas between them, as a request would name them."
        isMonospace
      />
      <table className={styles['outcomes']}>
        <thead>
          <tr>
            <th scope="col">A request with</th>
            <th scope="col">{heading('All Recipients', mode === 'all')}</th>
            <th scope="col">{heading('Channel Scoped', mode === 'channels')}</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">no target.channels</th>
            {cell('all', null)}
            {cell('channels', null)}
          </tr>
          <tr>
            <th scope="row">{`target.channels: ${visibleText(tried.join(', '), 120)}`}</th>
            {cell('all', tried)}
            {cell('channels', tried)}
          </tr>
        </tbody>
      </table>
    </section>
  );
}

const heading = (label: string, isThisKey: boolean): string =>
  isThisKey ? `${label} (this key)` : label;

function OutcomeWords({ outcome }: { outcome: ChannelOutcome }) {
  switch (outcome.kind) {
    case 'all-recipients':
      return <>Every recipient in the account</>;
    case 'channels':
      return (
        <>
          {outcome.slugs.length === 0
            ? 'Nobody: no channel is assigned'
            : `Only ${visibleText(outcome.slugs.join(', '), 200)}`}
        </>
      );
    case 'refused':
      return (
        <span className={styles['refused']}>
          {`Refused with 403: ${visibleText(outcome.outside.join(', '), 200)} not assigned to it`}
        </span>
      );
  }
}
