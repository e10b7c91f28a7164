import { fail, ok, type Result } from '../../../shared/errors/app-error.ts';
import type { ScopeChannel } from '../../../shared/scopes/channel-scope-schema.ts';
import type { ScopeInput } from '../../../shared/scopes/key-scope.ts';
import type { KeyChanges, KeyDraft } from '../../services/ports/provider-values.ts';
import type { DiscoveredTool, ToolCall } from './mcp-tools.ts';

type Tools = readonly DiscoveredTool[];
type ChannelInput = Extract<ScopeInput, { kind: 'channels' }>;
type Choice = (tools: Tools) => Result<ToolCall>;

/** The named tool with these arguments; `not-supported` where the server no longer offers it. */
export const exactly =
  (name: string, input: ToolCall['input'] = {}): Choice =>
  (tools) =>
    tools.some((tool) => tool.name === name) ? ok({ name, input }) : unsupported(name);

export const createCall =
  ({ name, scope }: Pick<KeyDraft, 'name' | 'scope'>): Choice =>
  (tools) => {
    const tool = tools.find((candidate) => candidate.name === 'create_api_key');
    if (tool === undefined) return unsupported('create_api_key');
    const scoped = scope === null ? {} : scopeInput(scope, tool);
    return scoped === null
      ? unsupported('create_api_key')
      : ok({ name: tool.name, input: { name, ...scoped } });
  };

/**
 * The vendor's pages name `update_api_key`, a directory names `rename_api_key`: whichever is there
 * and takes everything that is to be changed. Two calls for one edit could stop half way.
 */
export const editCall =
  (publicId: string, { name, scope }: Pick<KeyChanges, 'name' | 'scope'>): Choice =>
  (tools) => {
    for (const toolName of ['update_api_key', 'rename_api_key']) {
      const tool = tools.find((candidate) => candidate.name === toolName);
      if (tool?.argumentNames.has('public_id') !== true) continue;
      if (name !== null && !tool.argumentNames.has('name')) continue;
      const scoped = scope === null ? {} : scopeInput(scope, tool);
      if (scoped === null) continue;
      const input = { public_id: publicId, ...(name === null ? {} : { name }), ...scoped };
      return ok({ name: toolName, input });
    }
    return unsupported(scope === null ? 'rename_api_key' : 'editScope');
  };

type Arguments = Readonly<Record<string, unknown>>;

/** The arguments for a scope where a tool takes all that the vendor's pages name. */
export function scopeArguments(scope: ChannelInput): Arguments {
  if (scope.mode === 'all') return { scope_mode: 'all' };
  // The public id stays when a slug is renamed meanwhile.
  const byId = scope.channels.filter(hasPublicId);
  const bySlug = scope.channels.filter((channel) => !hasPublicId(channel));
  const ids = { channel_public_ids: byId.map(({ publicId }) => publicId) };
  const slugs = { channel_slugs: bySlug.map(({ slug }) => slug) };
  return {
    scope_mode: 'channels',
    ...(byId.length > 0 && ids),
    ...(bySlug.length > 0 && slugs),
  };
}

/** The arguments for a scope; null where this tool cannot express it. */
function scopeInput(scope: ScopeInput, { argumentNames }: DiscoveredTool): Arguments | null {
  if (scope.kind !== 'channels' || !argumentNames.has('scope_mode')) return null;
  const given = scopeArguments(scope);
  if (Object.keys(given).every((name) => argumentNames.has(name))) return given;
  return argumentNames.has('channel_slugs')
    ? { scope_mode: 'channels', channel_slugs: scope.channels.map(({ slug }) => slug) }
    : null;
}

const hasPublicId = ({ publicId }: ScopeChannel): boolean => publicId !== null;

const unsupported = (operation: string): Result<never> =>
  fail({ kind: 'not-supported', operation });
