import type { AppError, ProgramReason } from '../../shared/errors/app-error.ts';
import type { WordedError } from './worded-error.ts';

/** What became of a program that was to take the new secret, in words. */
export function programMessage({
  reason,
  exitCode,
  output,
}: Extract<AppError, { kind: 'program-failed' }>): WordedError {
  const printed = output.trim() === '' ? '' : ` It printed: “${output.trim().slice(0, 300)}”`;
  const code = exitCode === null ? '' : String(exitCode);
  return {
    title: 'The program did not take the secret',
    sentence: `${sentences[reason].replace('{code}', code)}${printed}`,
    action: 'none',
  };
}

const sentences: Readonly<Record<ProgramReason, string>> = {
  'not-found': 'It is no longer there. Choose it again.',
  'exit-code': 'It ended with code {code}. Look at what it says, then try again.',
  'timed-out':
    'It did not end in time and was stopped. Whether it did its work is not known: look.',
  failed:
    'It could not be run, or something else ended it. Whether it did its work is not known: look.',
  'batch-file': 'Batch files are not run, because they read their arguments as code.',
  'variable-name': 'That variable may not carry a secret. Choose another name, or standard input.',
  argument: 'One of its arguments cannot be handed over as it is.',
  'secret-not-holdable': 'The new secret cannot be handed over whole that way.',
};
