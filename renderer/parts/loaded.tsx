import type { ReactNode } from 'react';
import type { ConnectionId } from '../../shared/lib/ids.ts';
import type { QueryState } from '../ipc/use-command-query.ts';
import { ErrorBanner } from './error-banner.tsx';
import styles from './loaded.module.css';

export interface LoadedProps<T> {
  query: QueryState<T>;
  connectionId?: ConnectionId | undefined;
  children: (value: T) => ReactNode;
}

/** Draws a value once it is read. What is on disk comes at once, so words appear only after 300 ms. */
export function Loaded<T>({ query, connectionId, children }: LoadedProps<T>) {
  switch (query.state) {
    case 'loading':
      return <Reading />;
    case 'failed':
      return (
        <div className={styles['failed']}>
          <ErrorBanner error={query.error} onRetry={query.retry} connectionId={connectionId} />
        </div>
      );
    case 'ready':
      return <>{children(query.value)}</>;
  }
}

/** Also stands in while a screen's own code is fetched. */
export function Reading() {
  return (
    <p className={styles['reading']} role="status">
      Reading…
    </p>
  );
}
