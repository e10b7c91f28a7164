import { EmptyState } from '../ui/empty-state.tsx';

/** The page was opened by itself: there is nothing it could show. */
export function NoHost() {
  return (
    <main>
      <EmptyState icon="danger" title="This page needs Rekey around it">
        It was opened without its host, so it cannot reach any keys. Start Rekey with npm start.
      </EmptyState>
    </main>
  );
}
