type Listener = (text: string, urgency: 'polite' | 'assertive') => void;

const listeners = new Set<Listener>();

/** Says a sentence to screen readers, after what they are saying; `assertive` interrupts. */
export function announce(text: string, urgency: 'polite' | 'assertive' = 'polite'): void {
  for (const listener of listeners) listener(text, urgency);
}

/** For LiveRegion only. Returns how to stop. */
export function onAnnouncement(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
