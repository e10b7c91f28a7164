import type { FaultRuleInput } from '../../../electron/sandbox/fault-rule.ts';
import type { MatrixTrial } from './matrix-trial.ts';

type Effect = FaultRuleInput['effect'];

export interface MatrixCase {
  readonly name: string;
  /** What it is called where the key stays, if it has to be something else there. */
  readonly inPlace?: string;
  /** What it is called where the old secret ends with the call that renews it. */
  readonly atOnce?: string;
  arrange(trial: MatrixTrial): void;
}

const LOST: Effect = { kind: 'reset', when: 'after-commit' };
const NOT_DONE: Effect = { kind: 'reset', when: 'before-commit' };
/** Up to thirty seconds over the seeds 0 to 9. */
const lagMs = (seed: number): number => Math.round((seed * 30_000) / 9);

const onCreate =
  (effect: Effect) =>
  ({ account }: MatrixTrial): void => {
    account.fault('create', effect);
  };

/** The old one is ended by a call of its own, or by the call that renews. */
const onEnd =
  (effect: Effect, atOnce: (trial: MatrixTrial) => void) =>
  (trial: MatrixTrial): void => {
    if (trial.account.profile.hasEndCall) trial.account.fault('end', effect);
    else atOnce(trial);
  };

function wrongAnswer(trial: MatrixTrial): void {
  const { account, seed } = trial;
  const { idPath, secretPaths } = account.profile.answer;
  const set =
    idPath === null
      ? secretPaths.map((path) => ({ path, value: 'sec-c-WrongRKCANARY0123456789abcdef' }))
      : [{ path: idPath, value: trial.wrongId(seed % 2 === 0) }];
  account.fault('create', { kind: 'rewrite', set });
}

function withoutSecret({ account, seed }: MatrixTrial): void {
  const { secretPaths } = account.profile.answer;
  account.fault('create', { kind: 'rewrite', remove: [...secretPaths] });
  if (seed % 2 === 1)
    account.hook('after', 'create', () => {
      account.fault('read', { kind: 'answer', status: 503 }, { count: 6 });
      return Promise.resolve();
    });
}

function duplicateName(trial: MatrixTrial): void {
  const { account, seed } = trial;
  if (account.profile.isInPlace || seed % 2 === 1)
    account.fault('create', { kind: 'answer', status: 409 });
  else account.hook('before', 'create', () => trial.madeElsewhere(trial.plan.newName));
}

function twoOrphans(trial: MatrixTrial): void {
  const { account, seed } = trial;
  account.fault('create', LOST);
  account.hook('after', 'create', () => trial.madeElsewhere(trial.plan.newName));
  if (seed % 2 === 0) trial.onStep('needs-attention', () => trial.endTheirs());
}

function markerRemoved(trial: MatrixTrial): void {
  const { account } = trial;
  account.fault('create', LOST);
  account.hook('after', 'create', () => trial.removeMarker());
}

function anotherAdmin(trial: MatrixTrial): void {
  const { account, seed, plan } = trial;
  if (account.profile.isInPlace) {
    trial.onStep('distributing', () => trial.madeElsewhere(plan.newName));
    return;
  }
  account.fault('create', seed % 2 === 0 ? LOST : NOT_DONE);
  account.hook('after', 'create', () => trial.madeElsewhere(`${plan.keyName.slice(0, 20)} too`));
}

function alreadyEnded(trial: MatrixTrial): void {
  if (trial.account.profile.hasEndCall)
    trial.onStep('overlapping', () => trial.endElsewhere(trial.old));
  else trial.account.hook('before', 'create', () => trial.madeElsewhere(trial.plan.newName));
}

const listsLag =
  (after: 'create' | 'end', isLost: boolean) =>
  ({ account, seed }: MatrixTrial): void => {
    const call = account.profile.hasEndCall ? after : 'create';
    if (isLost) account.fault(call, LOST);
    account.hook('after', call, () => {
      account.freezeReads(lagMs(seed));
      return Promise.resolve();
    });
  };

/** The cases of one profile; the seed varies what each of them leaves open. */
export const matrixCases: readonly MatrixCase[] = [
  { name: 'the answer to create is dropped after it took effect', arrange: onCreate(LOST) },
  {
    name: 'no byte of the answer arrives',
    arrange: onCreate({ kind: 'truncated', keep: 0 }),
  },
  {
    name: 'one byte of the answer arrives',
    arrange: onCreate({ kind: 'truncated', keep: 1 }),
  },
  {
    name: 'half of the answer arrives',
    arrange: onCreate({ kind: 'truncated', keep: 'half' }),
  },
  {
    name: 'all but one byte of the answer arrive',
    arrange: onCreate({ kind: 'truncated', keep: 'all-but-one' }),
  },
  {
    name: 'the connection is refused before create is sent',
    arrange: onCreate({ kind: 'offline', code: 'ECONNREFUSED' }),
  },
  {
    name: 'the connection breaks after create was sent, and nothing was done',
    arrange: onCreate(NOT_DONE),
  },
  { name: 'create is answered without the secret', arrange: withoutSecret },
  {
    name: 'create is answered with the id of another key, or of none',
    inPlace: 'create is answered with another secret than it made',
    arrange: wrongAnswer,
  },
  {
    name: 'the name is taken, and so it says or makes a second one',
    inPlace: 'create is refused with 409',
    arrange: duplicateName,
  },
  {
    name: 'create is answered with 500 although it took effect',
    arrange: onCreate({ kind: 'answer', status: 500, when: 'after-commit' }),
  },
  {
    name: 'create is answered with 502 although it took effect',
    arrange: onCreate({ kind: 'answer', status: 502, when: 'after-commit' }),
  },
  {
    name: 'create is answered with 504 although it took effect',
    arrange: onCreate({ kind: 'answer', status: 504, when: 'after-commit' }),
  },
  {
    name: 'two keys carry the marker of a lost answer',
    inPlace: 'two secrets were made since a lost answer',
    arrange: twoOrphans,
  },
  {
    name: 'another admin renames the marker of a lost answer away',
    inPlace: 'another admin moves the end that marks a lost answer',
    atOnce: 'another admin renews at once over a lost answer',
    arrange: markerRemoved,
  },
  {
    name: 'another admin makes a key like ours meanwhile',
    inPlace: 'another admin renews while the secret is handed out',
    arrange: anotherAdmin,
  },
  {
    name: 'the old key is already ended',
    inPlace: 'the old secret is already ended',
    atOnce: 'another admin renews an instant before our call',
    arrange: alreadyEnded,
  },
  {
    name: 'ending is answered with "done" although it was not',
    atOnce: 'the renewal is answered with a secret although it was not made',
    arrange: (trial) => {
      const { status, body } = trial.account.profile.answer.emptyYes;
      const effect = { kind: 'answer', status, body } as Effect;
      onEnd(effect, ({ account }) => {
        const made = { secretKey: 'sec-c-WrongRKCANARY0123456789abcdef' };
        account.fault('create', { kind: 'answer', status: 201, body: made });
      })(trial);
    },
  },
  {
    name: 'ending is answered with 404 although the key is there',
    atOnce: 'the renewal is answered with 404 although the key is there',
    arrange: onEnd({ kind: 'answer', status: 404 }, onCreate({ kind: 'answer', status: 404 })),
  },
  {
    name: 'ending is answered with 409 and was not done',
    atOnce: 'the renewal is answered with 409 although it took effect',
    arrange: onEnd(
      { kind: 'answer', status: 409 },
      onCreate({ kind: 'answer', status: 409, when: 'after-commit' }),
    ),
  },
  {
    name: 'lists lag behind a create whose answer is lost',
    arrange: listsLag('create', true),
  },
  {
    name: 'lists lag behind the end',
    atOnce: 'lists lag behind a renewal whose answer arrives',
    arrange: listsLag('end', false),
  },
  {
    name: 'the answer to ending is dropped after it took effect',
    atOnce: 'the old secret goes on answering for a while',
    arrange: onEnd(LOST, ({ account, seed }) => {
      account.tune({ revocationLagMs: 2 * lagMs(seed) });
    }),
  },
  {
    name: 'ending is answered with 500 although it took effect',
    atOnce: 'the check of the old secret is answered with 500',
    arrange: onEnd({ kind: 'answer', status: 500, when: 'after-commit' }, ({ account, seed }) => {
      account.fault('check', { kind: 'answer', status: 500 }, { skip: 1 + (seed % 4), count: 2 });
    }),
  },
];
