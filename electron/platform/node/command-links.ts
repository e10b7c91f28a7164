import { spawn } from 'node:child_process';
import { fail, ok, type Result } from '../../../shared/errors/app-error.ts';
import type { ExternalLinks } from '../../services/ports/host.ts';
import { consentAddress, linkTarget } from '../link-targets.ts';

/** Opens pages with the desktop's own command. */
export class CommandLinks implements ExternalLinks {
  open(linkId: string): Promise<Result<null>> {
    const address = linkTarget(linkId);
    if (address === null) return Promise.resolve(fail({ kind: 'not-found', what: 'link' }));
    openInBrowser(address);
    return Promise.resolve(ok(null));
  }

  openConsent(consentUrl: string): Promise<Result<null>> {
    const address = consentAddress(consentUrl);
    if (address === null) return Promise.resolve(fail({ kind: 'not-found', what: 'link' }));
    openInBrowser(address);
    return Promise.resolve(ok(null));
  }
}

/** Without a browser nothing opens; the address is on the screen anyway. */
export function openInBrowser(address: string): void {
  const command =
    { darwin: 'open', win32: 'explorer.exe' }[process.platform as string] ?? 'xdg-open';
  const child = spawn(command, [address], { stdio: 'ignore', detached: true });
  child.on('error', () => undefined);
  child.unref();
}
