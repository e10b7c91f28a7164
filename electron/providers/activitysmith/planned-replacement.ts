import type { PlannedCall } from '../../../shared/rotations/rotation-view.ts';
import type { KeyDraft } from '../../services/ports/provider-values.ts';
import { scopeArguments } from './tool-choice.ts';

const MAX_BODY_LENGTH = 4_000;

/** The calls of a replacement in their order. No check exists, so a person attests both ends. */
export function plannedReplacement(input: {
  readonly providerKeyId: string;
  readonly draft: KeyDraft;
  readonly canProbe: boolean;
}): readonly PlannedCall[] {
  const { name, scope } = input.draft;
  // Without a scope nothing is created; the plan must not look as if the key reached everybody.
  const scoped = scope?.kind === 'channels' ? scopeArguments(scope) : {};
  return [
    tool('list_api_keys', 'read-old'),
    tool('create_api_key', 'create-new', { name, ...scoped }),
    tool('list_api_keys', 'read-new'),
    tool('delete_api_key', 'retire-old', { public_id: input.providerKeyId }),
    tool('list_api_keys', 're-read-old'),
  ];
}

const tool = (
  name: string,
  purpose: PlannedCall['purpose'],
  input: Readonly<Record<string, unknown>> | null = null,
): PlannedCall => ({
  method: 'POST',
  path: '/mcp',
  purpose,
  mutates: input !== null,
  bodySummary: `${name}${input === null ? '' : ` ${JSON.stringify(input)}`}`.slice(
    0,
    MAX_BODY_LENGTH,
  ),
});
