import type { ChannelScope } from '../../../shared/scopes/channel-scope-schema.ts';
import { channelKeyOf } from '../../../shared/scopes/channel-scope.ts';
import { countOf } from '../../messages/count-words.ts';
import { UntrustedText } from '../../ui/untrusted-text.tsx';
import styles from './scope-panel.module.css';

/** Whom an ActivitySmith key may reach. */
export function ChannelPanel({ scope }: { scope: ChannelScope }) {
  if (scope.mode === 'all')
    return (
      <p className={styles['concern']}>
        All recipients: it may send to everybody in the account, those of channels added later too.
      </p>
    );
  return (
    <div className={styles['panel']}>
      <p>{`Only the recipients of ${countOf(scope.channels.length, 'channel', 'channels')}.`}</p>
      <dl className={styles['resources']}>
        {scope.channels.map((channel) => (
          <div key={channelKeyOf(channel)} className={styles['resource']}>
            <dt>
              <code>
                <UntrustedText text={channel.slug} limit={120} />
              </code>
            </dt>
            <dd>
              {channel.publicId === null ? (
                'no public id told'
              ) : (
                <UntrustedText text={channel.publicId} limit={60} />
              )}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
