import { fail, ok, type AppError, type Result } from '../../shared/errors/app-error.ts';
import { defaultSettings, settingsSchema, type Settings } from '../../shared/settings/settings.ts';
import type { EventPublisher } from './ports/event-publisher.ts';
import type { PreferenceStore } from './ports/preference-store.ts';

/** Preferences; what cannot be read counts as the default, field by field. */
export class SettingsService {
  private readonly preferences: PreferenceStore;
  private readonly events: EventPublisher;
  private current: Settings;

  constructor(deps: { preferences: PreferenceStore; events: EventPublisher }) {
    this.preferences = deps.preferences;
    this.events = deps.events;
    this.current = readSettings(deps.preferences.read());
  }

  get(): Settings {
    return this.current;
  }

  /** Saves the given fields and answers all of them; where the disk refuses, nothing changes. */
  update(changes: {
    readonly [Name in keyof Settings]?: Settings[Name] | undefined;
  }): Result<Settings> {
    const given = Object.fromEntries(
      Object.entries(changes).filter(([, value]) => value !== undefined),
    );
    const next = settingsSchema.parse({ ...this.current, ...given });
    try {
      this.preferences.write(next);
    } catch (cause) {
      const error = fileErrorOf(cause);
      if (error === null) throw cause;
      return fail(error);
    }
    this.current = next;
    this.events.publish('settings.changed', {});
    return ok(next);
  }
}

/** What the file system said; null for anything else, which is a bug. */
function fileErrorOf(cause: unknown): AppError | null {
  if (!(cause instanceof Error) || !('syscall' in cause) || !('code' in cause)) return null;
  return cause.code === 'ENOSPC' || cause.code === 'EDQUOT'
    ? { kind: 'storage-full' }
    : { kind: 'file-refused', reason: 'not-writable', fileName: 'preferences.json' };
}

function readSettings(stored: unknown): Settings {
  if (typeof stored !== 'object' || stored === null) return defaultSettings;
  let settings: Settings = defaultSettings;
  for (const [name, value] of Object.entries(stored) as [string, unknown][]) {
    const parsed = settingsSchema.safeParse({ ...settings, [name]: value });
    if (parsed.success) settings = parsed.data;
  }
  return settings;
}
