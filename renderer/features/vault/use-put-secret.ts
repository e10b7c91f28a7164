import { useRef, useState, type Ref } from 'react';
import type { AppError } from '../../../shared/errors/app-error.ts';
import type { KeyId } from '../../../shared/lib/ids.ts';
import { useCommand } from '../../ipc/use-command.ts';
import type { SecretFieldHandle } from '../../ui/secret-field.tsx';
import { surroundingSpace, valueProblem } from './vault-rules.ts';

export interface PutSecret {
  readonly valueRef: Ref<SecretFieldHandle>;
  readonly problem: string | undefined;
  /** Asks whether white space around the value is meant; null when there is no such question. */
  readonly spaceQuestion: string | null;
  readonly isPending: boolean;
  readonly error: AppError | null;
  /** Sends what is in the field. `space` answers the question. */
  readonly send: (name: string, space?: 'keep' | 'trim') => Promise<void>;
  readonly handleFilledChange: () => void;
}

/** One write of a value. The value is read at the click, sent, and the field emptied once it was written. */
export function usePutSecret(options: {
  readonly keyId: KeyId;
  readonly intent: 'create' | 'replace';
  readonly onDone: (name: string) => void;
  /** A refusal may mean that the names on the screen are old. */
  readonly onFailed: () => void;
}): PutSecret {
  const { keyId, intent, onDone, onFailed } = options;
  const field = useRef<SecretFieldHandle>(null);
  const put = useCommand('vault.put');
  const [problem, setProblem] = useState<string | undefined>();
  const [spaceQuestion, setSpaceQuestion] = useState<string | null>(null);

  const send = async (name: string, space?: 'keep' | 'trim') => {
    const typedSecret = field.current?.read() ?? '';
    const secretValue = space === 'trim' ? typedSecret.trim() : typedSecret;
    const found = valueProblem(secretValue);
    setProblem(found ?? undefined);
    const question = found === null && space === undefined ? surroundingSpace(secretValue) : null;
    setSpaceQuestion(question);
    if (found !== null || question !== null) return;
    const result = await put.run({ keyId, name, secretValue, intent });
    if (result.ok || result.error.kind === 'outcome-unknown') field.current?.clear();
    if (result.ok) onDone(name);
    else onFailed();
  };

  return {
    valueRef: field,
    problem,
    spaceQuestion,
    isPending: put.isPending,
    error: put.error,
    send,
    handleFilledChange: () => {
      setProblem(undefined);
      setSpaceQuestion(null);
    },
  };
}
