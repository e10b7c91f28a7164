import { useEffect, useState } from 'react';
import { SECOND_MS } from '../../shared/lib/duration.ts';

/** The time for a countdown, in milliseconds, once a second while it is shown. */
export function useSeconds(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => {
      setNow(Date.now());
    }, SECOND_MS);
    return () => {
      clearInterval(timer);
    };
  }, []);
  return now;
}
