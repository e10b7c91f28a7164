import { useEffect, useState } from 'react';
import { onAnnouncement } from './announce.ts';

interface Announcement {
  text: string;
  count: number;
}

const silence: Announcement = { text: '', count: 0 };

/** Once, at the root of the app. Speaks what `announce` is given. */
export function LiveRegion() {
  const [polite, setPolite] = useState(silence);
  const [assertive, setAssertive] = useState(silence);
  useEffect(
    () =>
      onAnnouncement((text, urgency) => {
        const setRegion = urgency === 'polite' ? setPolite : setAssertive;
        setRegion((before) => ({ text, count: before.count + 1 }));
      }),
    [],
  );
  // React Aria hides everything behind a modal from screen readers but what carries this attribute.
  return (
    <div className="visually-hidden" data-live-announcer="true">
      <div aria-live="polite" role="status">
        <span key={polite.count}>{polite.text}</span>
      </div>
      <div aria-live="assertive" role="alert">
        <span key={assertive.count}>{assertive.text}</span>
      </div>
    </div>
  );
}
