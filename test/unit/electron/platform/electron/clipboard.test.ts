import { beforeEach, describe, expect, it } from 'vitest';
import { ElectronClipboard } from '../../../../../electron/platform/electron/clipboard.ts';
import { fail, ok } from '../../../../../shared/errors/app-error.ts';
import { clipboard, restartElectron } from '../../../../fakes/electron-module.ts';

const secretValue = 'sec-c-abcdeRKCANARY0123';

beforeEach(restartElectron);

const osFormat = (name: string): string => `electron application/osclipboard;format="${name}"`;
const content = (): Record<string, number[]> =>
  Object.fromEntries([...clipboard.formats].map(([format, bytes]) => [format, [...bytes]]));
const bytes = (text: string): number[] => [...new TextEncoder().encode(text)];

describe('a secret in the clipboard', () => {
  it.each([
    ['darwin', { [osFormat('org.nspasteboard.ConcealedType')]: bytes('1') }],
    [
      'win32',
      {
        [osFormat('ExcludeClipboardContentFromMonitorProcessing')]: bytes('1'),
        [osFormat('CanIncludeInClipboardHistory')]: [0, 0, 0, 0],
        [osFormat('CanUploadToCloudClipboard')]: [0, 0, 0, 0],
      },
    ],
    ['linux', { [osFormat('x-kde-passwordManagerHint')]: bytes('secret') }],
    ['freebsd', {}],
  ])('is written in one step with exactly the hints of %s', async (platform, hints) => {
    expect(await new ElectronClipboard(platform).writeSecret(secretValue)).toEqual(ok(null));
    expect(content()).toEqual({ 'text/plain': bytes(secretValue), ...hints });
    expect(clipboard.writes).toBe(1);
    expect(clipboard.selection?.writes).toBe(0);
  });

  it('is taken out again while it is still there', async () => {
    const own = new ElectronClipboard('linux');
    await own.writeSecret(secretValue);
    await own.clearIfStill(secretValue);
    expect(content()).toEqual({});
  });

  it('leaves alone what another program copied since', async () => {
    const own = new ElectronClipboard('linux');
    await own.writeSecret(secretValue);
    await clipboard.writeText('something else');
    await clipboard.selection?.writeText('selected elsewhere');
    await own.clearIfStill(secretValue);
    expect(await clipboard.readText()).toBe('something else');
    expect(await clipboard.selection?.readText()).toBe('selected elsewhere');
  });

  it('is also taken out of the selection of Linux, independently', async () => {
    await clipboard.writeText('something else');
    await clipboard.selection?.writeText(secretValue);
    await new ElectronClipboard('linux').clearIfStill(secretValue);
    expect(await clipboard.readText()).toBe('something else');
    expect(await clipboard.selection?.readText()).toBe('');
  });

  it('is not looked for in a selection where there is none', async () => {
    await clipboard.selection?.writeText(secretValue);
    await new ElectronClipboard('darwin').clearIfStill(secretValue);
    expect(await clipboard.selection?.readText()).toBe(secretValue);
  });

  it('that the system refuses is a failure without the value', async () => {
    clipboard.refusal = new Error(`cannot write ${secretValue}`);
    const own = new ElectronClipboard('linux');
    expect(await own.writeSecret(secretValue)).toEqual(fail({ kind: 'clipboard-unavailable' }));
    expect(await own.writeText('pub-c-1')).toEqual(fail({ kind: 'clipboard-unavailable' }));
    await expect(own.clearIfStill(secretValue)).resolves.toBeUndefined();
  });
});

describe('an identifier in the clipboard', () => {
  it('is plain text without hints', async () => {
    expect(await new ElectronClipboard('win32').writeText('pub-c-1')).toEqual(ok(null));
    expect(content()).toEqual({ 'text/plain': bytes('pub-c-1') });
  });
});
