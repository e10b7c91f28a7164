import type { ReactNode } from 'react';
import type { ProviderDescriptor } from '../../../../shared/providers/provider-descriptor.ts';
import type { KeyScope } from '../../../../shared/scopes/key-scope.ts';
import type { PropertyValue } from '../../../../shared/scopes/keyset-scope.ts';

export type KeyProperties = Readonly<Record<string, PropertyValue>>;
export type ScopeGeneration = NonNullable<ProviderDescriptor['scopeGeneration']>;

/** What a key may do is another feature's matter: `app` hands its parts in. */
export interface KeySettingsSlot {
  /** What a new key starts with. */
  readonly initialProperties: KeyProperties;
  readonly fields: (form: {
    generation: ScopeGeneration;
    properties: KeyProperties;
    onChange: (name: string, value: PropertyValue) => void;
    /** A template takes the place of everything. */
    onReplace: (properties: KeyProperties) => void;
  }) => ReactNode;
  readonly problemCount: (generation: ScopeGeneration, properties: KeyProperties) => number;
  /** The settings that will be sent, before the consent. */
  readonly review: (generation: ScopeGeneration, properties: KeyProperties) => ReactNode;
  /** The settings that came back without having been sent. */
  readonly returned: (scope: KeyScope, sent: KeyProperties) => ReactNode;
}
