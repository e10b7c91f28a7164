import type { Part } from '../../shared/keys/key.ts';

/** A part without its member names, in this order. */
type PackedPart = readonly [
  Part['id'],
  Part['role'],
  Part['nature'],
  Part['value'],
  Part['stub'],
  Part['custody'],
  Part['expiresAt'],
  Part['state'],
];

export const writeParts = (parts: readonly Part[]): string =>
  JSON.stringify(
    parts.map((part): PackedPart => [
      part.id,
      part.role,
      part.nature,
      part.value,
      part.stub,
      part.custody,
      part.expiresAt,
      part.state,
    ]),
  );

export const readParts = (text: string): Part[] =>
  (JSON.parse(text) as readonly PackedPart[]).map(
    ([id, role, nature, value, stub, custody, expiresAt, state]) => ({
      id,
      role,
      nature,
      value,
      stub,
      custody,
      expiresAt,
      state,
    }),
  );
