const MARKER_PREFIX = '_rk';
/** How many random base-32 characters a marker carries: 50 bits. */
export const MARKER_RANDOM_LENGTH = 10;
const markerPattern = /^_rk[0-9a-z]{10}$/;
const trailingMarkerPattern = /_rk[0-9a-z]{10}$/;

/** The marker made of `random`, ten base-32 characters: by it a created key is found again. */
export function markerOf(random: string): string {
  const marker = `${MARKER_PREFIX}${random}`;
  if (!isMarker(marker)) throw new Error('A marker needs ten lower-case base-32 characters');
  return marker;
}

/** The name without the marker of a rotation at its end. */
export const unmarkedName = (name: string): string => name.replace(trailingMarkerPattern, '');

/** Whether `text` is exactly one marker. */
export function isMarker(text: string): boolean {
  return markerPattern.test(text);
}

/** A name that carries a marker, and whether the base name had to be cut for it. */
export interface MarkedName {
  readonly name: string;
  readonly isCut: boolean;
}

/**
 * Appends the marker to a key's name within the provider's limit, counted in code points. The marker
 * of an earlier rotation is replaced, so that names do not grow from rotation to rotation.
 */
export function markName(baseName: string, marker: string, keyNameMax: number): MarkedName {
  const unmarked = [...unmarkedName(baseName)];
  const room = Math.max(0, keyNameMax - marker.length);
  return {
    name: `${unmarked.slice(0, room).join('')}${marker}`,
    isCut: unmarked.length > room,
  };
}

/** Whether a name found at the provider carries this marker; case may have been changed on the way. */
export function carriesMarker(name: string, marker: string): boolean {
  return name.toLowerCase().includes(marker);
}
