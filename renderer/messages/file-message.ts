import type { FileReason } from '../../shared/errors/app-error.ts';
import type { WordedError } from './worded-error.ts';

/** Why a file was left as it is, in words. */
export function fileMessage(reason: FileReason, fileName: string): WordedError {
  return {
    title: 'The file was not written',
    sentence: sentences[reason](fileName),
    action: 'none',
  };
}

const sentences: Readonly<Record<FileReason, (fileName: string) => string>> = {
  exists: (name) => `“${name}” exists already and was not overwritten. Choose another name.`,
  'not-writable': (name) =>
    `“${name}” cannot be written there. Make its folder writable, or choose another one.`,
  'is-a-link': (name) =>
    `“${name}” is a link to somewhere else and was not followed. Choose a real file.`,
  'not-picked': () => 'The choice of this file has expired. Choose it again.',
  'no-folder': (name) => `The folder of “${name}” no longer exists. Choose another one.`,
  'not-there': (name) => `“${name}” is no longer there. Put it back, or choose another file.`,
  'not-readable': (name) => `“${name}” cannot be read. Allow reading it, then try again.`,
  'not-a-file': (name) => `“${name}” is not an ordinary file. Choose a text file.`,
  'too-large': (name) => `“${name}” is larger than 4 MB. Put the new secret into it by hand.`,
  'read-only': (name) =>
    `“${name}” is read-only and was left alone. Allow writing, then try again.`,
  'other-owner': (name) =>
    `“${name}” belongs to another user or group, which would change. Put the new secret into it by hand.`,
  'other-names': (name) =>
    `“${name}” is one file under several names, which would come apart. Put the new secret into it by hand.`,
  'changed-since-read': (name) =>
    `“${name}” was changed by something else meanwhile and was left alone. Look at it, then try again.`,
  'not-text': (name) =>
    `“${name}” is not plain text in an encoding that Rekey knows. Save it as UTF-8, then try again.`,
  'not-json': (name) => `“${name}” is not valid JSON. Mend it, then try again.`,
  'too-deep': (name) =>
    `“${name}” is nested too deeply for Rekey. Put the new secret into it by hand.`,
  'value-absent': (name) => `“${name}” no longer has that value. Choose another one.`,
  'value-twice': (name) =>
    `“${name}” has that name more than once, so it is not clear which one counts. Keep one of them, then try again.`,
  'value-multi-line': (name) =>
    `That value in “${name}” goes over several lines. Put the new secret into it by hand.`,
  'value-reference': (name) =>
    `That value in “${name}” refers to another variable. Choose the variable that holds the secret.`,
  'value-not-text': (name) => `That value in “${name}” is not a text. Choose a text value.`,
  'value-unclear': (name) =>
    `Programs would not agree on where that value in “${name}” ends. Put it in quotes on a line of its own, then try again.`,
  'another-refused': (name) =>
    `“${name}” was left alone, because another file of this step could not be written: all or none. Mend that one, then try again.`,
  'other-secret': (name) =>
    `“${name}” no longer holds the new secret. Write it again before the old key is ended.`,
  'secret-not-holdable': (name) =>
    `The new secret has characters that programs would read differently from “${name}”. Put it into the file by hand.`,
};
