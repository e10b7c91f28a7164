import { useRef, useState, type RefCallback, type RefObject } from 'react';
import type { ConnectField } from '../../../shared/providers/provider-descriptor.ts';
import type { SecretFieldHandle } from '../../ui/secret-field.tsx';
import { fieldProblem } from './sign-in-problems.ts';

export interface CredentialFields {
  readonly fields: readonly ConnectField[];
  readonly textOf: (name: string) => string;
  readonly setText: (name: string, text: string) => void;
  readonly fieldRef: (name: string) => RefCallback<Focusable>;
  readonly secretRef: (name: string) => RefCallback<SecretFieldHandle>;
  readonly problemOf: (name: string) => string | undefined;
  /** Everything that was typed, or null when something is missing; then the fields say what. */
  readonly readSecrets: () => Record<string, string> | null;
  /** Empties the secret fields and puts the keyboard into the first of them. */
  readonly clearSecrets: () => void;
}

interface Focusable {
  readonly focus: () => void;
}

/** The fields of a sign-in. Secrets stay in their elements; only the other texts are state. */
export function useCredentialFields(
  fields: readonly ConnectField[],
  initialTexts: Readonly<Record<string, string>> = {},
): CredentialFields {
  const [texts, setTexts] = useState(initialTexts);
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({});
  const secretFields = useRef(new Map<string, SecretFieldHandle>());
  const textFields = useRef(new Map<string, Focusable>());
  const typedSecret = ({ name, input }: ConnectField): string =>
    (input === 'secret' ? secretFields.current.get(name)?.read() : texts[name]) ?? '';

  return {
    fields,
    textOf: (name) => texts[name] ?? '',
    setText: (name, text) => {
      setTexts((previous) => ({ ...previous, [name]: text }));
      setProblems((previous) =>
        Object.fromEntries(Object.entries(previous).filter(([other]) => other !== name)),
      );
    },
    fieldRef: (name) => keepIn(textFields, name),
    secretRef: (name) => keepIn(secretFields, name),
    problemOf: (name) => problems[name],
    readSecrets: () => {
      const found = fields.flatMap((field) => {
        const problem = fieldProblem(field, typedSecret(field));
        return problem === null ? [] : [[field.name, problem] as const];
      });
      setProblems(Object.fromEntries(found));
      const firstName = found[0]?.[0];
      if (firstName !== undefined) {
        (textFields.current.get(firstName) ?? secretFields.current.get(firstName))?.focus();
        return null;
      }
      return Object.fromEntries(fields.map((field) => [field.name, typedSecret(field)]));
    },
    clearSecrets: () => {
      const handles = [...secretFields.current.values()];
      for (const handle of handles) handle.clear();
      handles[0]?.focus();
    },
  };
}

/** A ref that stands in the map as long as its element stands on the screen. */
function keepIn<T>(map: RefObject<Map<string, T>>, name: string): RefCallback<T> {
  return (element) => {
    if (element === null) return;
    map.current.set(name, element);
    return () => {
      map.current.delete(name);
    };
  };
}
