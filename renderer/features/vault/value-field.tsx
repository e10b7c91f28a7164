import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { SecretField } from '../../ui/secret-field.tsx';
import type { PutSecret } from './use-put-secret.ts';

export interface ValueFieldProps {
  put: PutSecret;
  name: string;
  description: string;
  autoFocus?: boolean | undefined;
}

/** The value: masked, several lines allowed, never in React's state. */
export function ValueField({ put, name, description, autoFocus }: ValueFieldProps) {
  const { valueRef, problem, spaceQuestion, handleFilledChange, send } = put;
  return (
    <>
      <SecretField
        ref={valueRef}
        label="Value"
        isMultiline
        isRequired
        autoFocus={autoFocus}
        description={description}
        error={problem}
        onFilledChange={handleFilledChange}
      />
      {spaceQuestion !== null && (
        <Banner
          tone="warning"
          title={`The value ${spaceQuestion}`}
          isAnnounced
          actions={
            <>
              <Button size="small" onPress={() => send(name, 'trim')}>
                Write it without
              </Button>
              <Button size="small" onPress={() => send(name, 'keep')}>
                Write it as it is
              </Button>
            </>
          }
        >
          Copying often picks up more than was meant, and most programs then refuse the secret.
        </Banner>
      )}
    </>
  );
}
