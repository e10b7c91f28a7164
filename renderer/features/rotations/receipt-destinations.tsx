import type { DestinationView } from '../../../shared/rotations/destination.ts';
import { exactTime } from '../../messages/exact-time.ts';
import { StatusMark } from '../../ui/status-mark.tsx';
import { UntrustedText } from '../../ui/untrusted-text.tsx';
import { destinationWords, stateWords } from './destination-words.ts';
import styles from './rotations.module.css';

/** Where the new secret went, and when each had it. */
export function ReceiptDestinations({
  destinations,
}: {
  destinations: readonly DestinationView[];
}) {
  const confirmed = destinations.filter(({ state }) => state === 'confirmed').length;
  return (
    <section className={styles['panel']} aria-labelledby="destinations-title">
      <h2 id="destinations-title" className={styles['panelTitle']}>
        {`Destinations: ${String(confirmed)} of ${String(destinations.length)} confirmed`}
      </h2>
      <ul className={styles['destinationList']}>
        {destinations.map((destination) => {
          const { kind, name } = destinationWords(destination);
          return (
            <li key={destination.id} className={styles['destination']}>
              <span className={styles['destinationName']}>
                <StatusMark {...stateWords[destination.state]} />
                <span>
                  {kind}
                  {name !== '' && (
                    <>
                      : <UntrustedText text={name} limit={300} />
                    </>
                  )}
                </span>
              </span>
              {destination.confirmedAt !== null && (
                <time
                  className={styles['muted']}
                  dateTime={new Date(destination.confirmedAt).toISOString()}
                >
                  {exactTime(destination.confirmedAt)}
                </time>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
