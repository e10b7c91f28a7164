import { SECOND_MS } from '../../shared/lib/duration.ts';
import type { CustodyService } from '../services/custody-service.ts';
import type { Logger } from '../services/ports/logger.ts';
import type { RunningWrites } from '../services/running-writes.ts';
import type { Services } from '../services/services.ts';
import type { HostPorts } from './host-ports.ts';
import { within } from './within.ts';

/** A little longer than a request may take. */
const WRITE_PATIENCE_MS = 35 * SECOND_MS;
const STOP_PATIENCE_MS = 2 * SECOND_MS;

/** Resolves when the removals that were left over are done; the rest goes on by itself. */
export async function startBackgroundWork(
  services: Services,
  custody: CustodyService,
  logger: Logger,
): Promise<void> {
  services.rotations.resumeAll();
  services.reminders.start();
  if (services.settings.get().syncOnStart) services.sync.start(null);
  try {
    await services.keys.keepCreatedSecrets();
    const finished = await custody.finishRemovals('background');
    if (!finished.ok) logger.warn('custody.removals-left', { error: finished.error.kind });
  } catch (cause) {
    logger.bug('custody.background', cause);
  }
}

/**
 * Everything that runs is asked to end, and gets a moment for it; then the keychain is closed, which
 * answers whoever still waits for it. The profile is closed whatever happens before.
 */
export async function endServices(
  { services, writes }: { services: Services; writes: RunningWrites },
  ground: { close(): void },
  { keychain, clock }: Pick<HostPorts, 'keychain' | 'clock'>,
  background: () => Promise<void>,
): Promise<void> {
  try {
    services.reminders.stop();
    services.savedPlans.stop();
    await services.clipboard.clear();
    // An answer on its way may hold a secret that is shown once.
    await within(WRITE_PATIENCE_MS, writes.settled(), clock);
    const ended = Promise.all([services.sync.stop(), services.rotations.stop(), background()]);
    await within(STOP_PATIENCE_MS, ended, clock);
    await keychain.close();
    await ended;
    // Whose keychain has just answered that it did not take a secret writes that down.
    await within(STOP_PATIENCE_MS, writes.settled(), clock);
  } finally {
    ground.close();
  }
}
