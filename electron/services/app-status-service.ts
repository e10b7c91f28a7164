import type { AppStatus } from '../../shared/ipc/contract.ts';
import type { CustodyService } from './custody-service.ts';
import type { Clock } from './ports/clock.ts';
import type { Clipboard } from './ports/host.ts';

/** How this start of Rekey stands; the first thing a screen asks. */
export class AppStatusService {
  private readonly facts: {
    readonly version: string;
    readonly host: AppStatus['host'];
    readonly platform: string;
    readonly database: AppStatus['database'];
    readonly databaseWaits: boolean;
    readonly custody: CustodyService;
    readonly clipboard: Clipboard;
    readonly clock: Clock;
  };

  constructor(facts: AppStatusService['facts']) {
    this.facts = facts;
  }

  status(): AppStatus {
    const { version, host, platform, database, databaseWaits, custody, clipboard, clock } =
      this.facts;
    return {
      version,
      host,
      platform,
      database,
      custody:
        custody.mode.mode === 'keychain'
          ? { mode: 'keychain' }
          : { mode: 'session-only', reason: custody.mode.reason, databaseWaits },
      clipboard: clipboard.isAvailable,
      now: clock.now(),
    };
  }
}
