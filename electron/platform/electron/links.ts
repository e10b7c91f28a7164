import { shell } from 'electron';
import { fail, ok, type Result } from '../../../shared/errors/app-error.ts';
import type { ExternalLinks } from '../../services/ports/host.ts';
import { consentAddress, linkTarget } from '../link-targets.ts';

/** Opens constant https pages by id, and consent pages, in the system browser. */
export class ElectronLinks implements ExternalLinks {
  async open(linkId: string): Promise<Result<null>> {
    const address = linkTarget(linkId);
    if (address === null) return fail({ kind: 'not-found', what: 'link' });
    await shell.openExternal(address);
    return ok(null);
  }

  async openConsent(consentUrl: string): Promise<Result<null>> {
    const address = consentAddress(consentUrl);
    if (address === null) return fail({ kind: 'not-found', what: 'link' });
    await shell.openExternal(address);
    return ok(null);
  }
}
