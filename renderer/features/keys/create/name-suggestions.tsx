import { nameSuggestions } from '../../../../shared/keys/name-suggestions.ts';
import type { Environment } from '../../../../shared/keys/key.ts';
import type { ContainerId } from '../../../../shared/lib/ids.ts';
import { announce } from '../../../ui/announce.ts';
import { Button } from '../../../ui/button.tsx';
import { useTakenNames } from './use-taken-names.ts';
import styles from './create.module.css';

export interface NameSuggestionsProps {
  container: { readonly id: ContainerId; readonly name: string };
  environment: Environment;
  isPublic: boolean;
  maxLength: number;
  onChoose: (name: string) => void;
}

/** Names that are free in a container, below its name field. */
export function NameSuggestions({ container, onChoose, ...place }: NameSuggestionsProps) {
  const taken = useTakenNames(container.id);
  const names = nameSuggestions({ ...place, containerName: container.name, taken });
  return (
    <div className={styles['suggestions']} role="group" aria-label="Names that are free here">
      <p className={styles['aside']}>
        One key per environment and per consumer: then one can be replaced without the others.
      </p>
      <div className={styles['names']}>
        {names.map((name) => (
          <Button
            key={name}
            size="small"
            aria-label={`Name it ${name}`}
            onPress={() => {
              onChoose(name);
              announce(`The name is ${name}.`);
            }}
          >
            {name}
          </Button>
        ))}
      </div>
    </div>
  );
}
