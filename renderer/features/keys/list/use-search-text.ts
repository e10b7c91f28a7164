import { useNavigate, useRouter, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';

const WRITE_AFTER_MS = 250;

/**
 * What stands in the search field. A keystroke only sets state; the address follows when the person
 * pauses. An address that changes from elsewhere (a link, "back") wins over the field.
 */
export function useSearchText(): readonly [string, (text: string) => void] {
  const addressText = useSearch({ from: '/keys', select: ({ q }) => q ?? '' });
  const navigate = useNavigate({ from: '/keys' });
  const router = useRouter();
  const [text, setText] = useState(addressText);
  const [seenText, setSeenText] = useState(addressText);
  const [writtenText, setWrittenText] = useState(addressText);
  if (addressText !== seenText) {
    setSeenText(addressText);
    if (addressText !== writtenText) {
      setText(addressText);
      setWrittenText(addressText);
    }
  }

  useEffect(() => {
    if (text === writtenText) return;
    const timer = setTimeout(() => {
      // Another screen was asked for and its code is still on the way: that wish is the later one.
      if (router.latestLocation.pathname !== '/keys') return;
      setWrittenText(text);
      void navigate({
        search: (search) => ({ ...search, q: text === '' ? undefined : text }),
        replace: true,
        // Details may just have been opened: what their opening asked for stays.
        state: true,
      });
    }, WRITE_AFTER_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [text, writtenText, navigate, router]);

  return [text, setText];
}
