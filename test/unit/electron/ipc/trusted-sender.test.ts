import { describe, expect, it } from 'vitest';
import { isTrustedSender, type Sender } from '../../../../electron/ipc/trusted-sender.ts';

const ownId = 7;
const isOwnWindow = (id: number): boolean => id === ownId;

/** Our own page in the main frame of our window, but for what is given. */
function senderWith(given: {
  readonly frame?: object;
  readonly senderFrame?: Sender['senderFrame'];
  readonly id?: number;
  readonly mainFrame?: unknown;
}): Sender {
  const frame = { origin: 'app://rekey', parent: null, ...given.frame };
  return {
    senderFrame: given.senderFrame === undefined ? frame : given.senderFrame,
    sender: { id: given.id ?? ownId, mainFrame: given.mainFrame ?? frame },
  };
}

/** As Electron's objects are when what they stand for is gone. */
const destroyed = (): never => {
  throw new Error('Render frame was disposed before WebFrameMain could be accessed');
};
const disposedFrame = Object.defineProperties({} as NonNullable<Sender['senderFrame']>, {
  origin: { get: destroyed },
  parent: { get: destroyed },
});

const strangers: readonly (readonly [who: string, sender: Sender])[] = [
  ['a frame that is gone', senderWith({ senderFrame: null })],
  ['a frame that was destroyed', senderWith({ senderFrame: disposedFrame })],
  [
    'a destroyed frame that still is the main frame',
    senderWith({ senderFrame: disposedFrame, mainFrame: disposedFrame }),
  ],
  ['a frame within our page', senderWith({ frame: { parent: { origin: 'app://rekey' } } })],
  ['another main frame of the same page', senderWith({ mainFrame: { origin: 'app://rekey' } })],
  ['another window', senderWith({ id: 8 })],
  ['no window', senderWith({ id: 0 })],
  ...[
    ...['app://rekey.evil', 'app://REKEY', 'APP://rekey', 'app://rekey/', 'app://rekey:80'],
    ...[
      'app://evil@rekey',
      'app://',
      'app:',
      'about:blank',
      'data:text/html,x',
      'data:',
      'null',
      '',
    ],
    ...['file://', 'https://rekey', 'http://localhost:5173', 'devtools://devtools', ' app://rekey'],
  ].map(
    (origin) =>
      [`the origin ${JSON.stringify(origin)}`, senderWith({ frame: { origin } })] as const,
  ),
  [
    'a window that is gone',
    {
      senderFrame: { origin: 'app://rekey', parent: null },
      sender: Object.defineProperties({} as Sender['sender'], {
        id: { get: destroyed },
        mainFrame: { get: destroyed },
      }),
    },
  ],
];

describe('the sender of a command', () => {
  it('is trusted as the main frame of our window on our page', () => {
    expect(isTrustedSender(senderWith({}), isOwnWindow)).toBe(true);
  });

  it.each(strangers)('is a stranger as %s', (_who, sender) => {
    expect(isTrustedSender(sender, isOwnWindow)).toBe(false);
  });

  it('is a stranger while we have no window', () => {
    expect(isTrustedSender(senderWith({}), () => false)).toBe(false);
  });
});
