import { shell } from 'electron';
import { fail, ok, type Result } from '../../../shared/errors/app-error.ts';
import type { ExternalLinks } from '../../services/ports/host.ts';
import { consentAddress, linkTarget } from '../link-targets.ts';

/** Opens constant https pages by id, and consent pages, in the system browser. */
export class ElectronLinks implements ExternalLinks {
  open(linkId: string): Promise<Result<null>> {
    return openInSystemBrowser(linkTarget(linkId));
  }

  openConsent(consentUrl: string): Promise<Result<null>> {
    return openInSystemBrowser(consentAddress(consentUrl));
  }
}

async function openInSystemBrowser(address: string | null): Promise<Result<null>> {
  if (address === null) return fail({ kind: 'not-found', what: 'link' });
  try {
    await shell.openExternal(address);
    return ok(null);
  } catch {
    // The system has nothing that opens it. Its message may quote the address, so it goes nowhere.
    return fail({ kind: 'not-supported', operation: 'open-link' });
  }
}
