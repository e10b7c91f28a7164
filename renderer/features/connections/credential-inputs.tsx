import { SecretField } from '../../ui/secret-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { CredentialFields } from './use-credential-fields.ts';

/** The inputs a provider asks for, made from its descriptor. The first empty one has the focus. */
export function CredentialInputs({ credential }: { credential: CredentialFields }) {
  const { fields, textOf, setText, fieldRef, secretRef, problemOf } = credential;
  const firstEmpty = fields.findIndex(({ name }) => textOf(name) === '');
  return (
    <>
      {fields.map(({ name, input, label, hint, autoComplete }, index) =>
        input === 'secret' ? (
          <SecretField
            key={name}
            ref={secretRef(name)}
            label={label}
            description={hint ?? undefined}
            error={problemOf(name)}
            isRequired
            autoFocus={index === firstEmpty}
          />
        ) : (
          <TextField
            key={name}
            inputRef={fieldRef(name)}
            label={label}
            description={hint ?? undefined}
            value={textOf(name)}
            onChange={(text) => {
              setText(name, text);
            }}
            error={problemOf(name)}
            type={input}
            autoComplete={autoComplete}
            isRequired
            autoFocus={index === firstEmpty}
          />
        ),
      )}
    </>
  );
}
