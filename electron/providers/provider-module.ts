import type { ConsoleGuide } from '../../shared/providers/console-guide.ts';
import type {
  ConnectField,
  ProviderDescriptor,
} from '../../shared/providers/provider-descriptor.ts';
import type { ProviderAdapter } from '../services/ports/provider-adapter.ts';
import type { ProviderRules } from '../services/ports/provider-rules.ts';

/** Rules with what only the descriptor needs of them. */
export interface ProviderModuleRules extends ProviderRules {
  readonly baseUrl: string;
  readonly dataPlaneUrl: string;
  /** What `editKey` may change. */
  readonly editable: readonly ('name' | 'environment' | 'scope')[];
  /** Whether `readKey` answers the secret of an old key too. */
  readonly showsSecretAgain: boolean;
  readonly containerNameMax: number;
  readonly vaultNamePattern: string;
  readonly vaultNameMax: number;
  readonly scope: ProviderDescriptor['scope'];
}

/** A provider in words; the one place outside the renderer that may hold sentences. */
export interface ProviderGuide {
  readonly name: string;
  readonly mark: ProviderDescriptor['mark'];
  readonly nouns: ProviderDescriptor['nouns'];
  readonly connectFields: readonly ConnectField[];
  readonly connectAdvice: readonly string[];
  readonly words: ProviderDescriptor['words'];
  /** Where an account's plan decides what it may do. */
  readonly planNotes?: NonNullable<ProviderDescriptor['planNotes']>;
  /** Where keys are managed in a console only. */
  readonly byHand?: ConsoleGuide;
}

/** What a provider's folder exports; the registry computes the descriptor from it. */
export interface ProviderModule extends Omit<ProviderAdapter, 'descriptor'> {
  readonly rules: ProviderModuleRules;
  readonly guide: ProviderGuide;
}
