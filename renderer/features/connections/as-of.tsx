import type { Connection } from '../../../shared/connections/connection.ts';
import { exactTime, shortTime } from '../../messages/exact-time.ts';
import { useNow } from '../../parts/use-now.ts';
import { Age } from '../../ui/age.tsx';

/** "as of 09:41": how fresh what is shown of an account is; not for accounts that nothing is read of. */
export function AsOf({ connection }: { connection: Connection }) {
  const now = useNow();
  const { lastSyncAt } = connection;
  if (lastSyncAt === null) return <>not read yet</>;
  return (
    <Age
      ageText={`as of ${shortTime(lastSyncAt, now)}`}
      exactText={exactTime(lastSyncAt)}
      instant={new Date(lastSyncAt).toISOString()}
    />
  );
}
