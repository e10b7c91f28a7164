import { classNames } from './class-names.ts';
import { Icon } from './icon.tsx';
import { VisuallyHidden } from './visually-hidden.tsx';
import styles from './step-list.module.css';

export type StepState = 'done' | 'current' | 'waiting' | 'attention';

export interface Step {
  id: string;
  label: string;
  state: StepState;
  /** Under the label, such as "verified 09:41" or "until 14 March". */
  detail?: string | undefined;
}

const stateWords: Readonly<Record<StepState, string>> = {
  done: 'done',
  current: 'current step',
  waiting: 'not yet',
  attention: 'needs attention',
};

export interface StepListProps {
  label: string;
  steps: readonly Step[];
}

/** The steps at the left of a wizard. Shows where one is; the wizard itself moves. */
export function StepList({ label, steps }: StepListProps) {
  const currentStep =
    steps.find((step) => step.state === 'current') ??
    steps.find((step) => step.state === 'attention');
  return (
    <nav aria-label={label}>
      <ol className={styles['steps']}>
        {steps.map((step, index) => (
          <li
            key={step.id}
            className={classNames(styles['step'], styles[step.state])}
            aria-current={step === currentStep ? 'step' : undefined}
          >
            <span className={styles['mark']} aria-hidden="true">
              <StepMark state={step.state} number={index + 1} />
            </span>
            <span className={styles['words']}>
              <span>
                {step.label}
                <VisuallyHidden>, {stateWords[step.state]}</VisuallyHidden>
              </span>
              {step.detail !== undefined && <span className={styles['detail']}>{step.detail}</span>}
            </span>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function StepMark({ state, number }: { state: StepState; number: number }) {
  if (state === 'done') return <Icon name="check" size={12} />;
  if (state === 'attention') return <>!</>;
  return <>{number}</>;
}
