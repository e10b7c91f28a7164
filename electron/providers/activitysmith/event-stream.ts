/**
 * The data of the first event that `isWanted`, or null when the stream ends without one. The stream
 * is left as soon as it is found: a server may keep it open.
 */
export async function firstEvent(
  body: ReadableStream<Uint8Array>,
  isWanted: (data: string) => boolean,
): Promise<string | null> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  const events = new EventLines();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      const piece = done ? `${decoder.decode()}\n\n` : decoder.decode(value, { stream: true });
      const found = events.take(piece).find(isWanted);
      if (found !== undefined) return found;
      if (done) return null;
    }
  } finally {
    void reader.cancel().catch(() => undefined);
  }
}

/** Looks at every character once: a stream of single bytes must not cost more than its length. */
class EventLines {
  private line = '';
  private data: string[] = [];
  private endsInReturn = false;

  /** The data of the events that this piece completes. */
  take(piece: string): string[] {
    const isSecondHalf = this.endsInReturn && piece.startsWith('\n');
    const text = isSecondHalf ? piece.slice(1) : piece;
    if (piece !== '') this.endsInReturn = piece.endsWith('\r');
    const [first = '', ...others] = text.split(/\r\n|\r|\n/);
    this.line += first;
    const events: string[] = [];
    for (const next of others) {
      events.push(...this.endLine());
      this.line = next;
    }
    return events;
  }

  private endLine(): string[] {
    const { line, data } = this;
    if (line.startsWith('data:')) data.push(line.slice('data:'.length).replace(/^ /, ''));
    if (line !== '' || data.length === 0) return [];
    this.data = [];
    return [data.join('\n')];
  }
}
