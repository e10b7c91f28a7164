import { fail, ok, type Result } from '../../../shared/errors/app-error.ts';
import type { KeyScope } from '../../../shared/scopes/key-scope.ts';
import type { ProviderKey, ProviderSession } from '../../services/ports/provider-values.ts';
import { pageOf, readAllPages, type ListPage } from './all-pages.ts';
import { about, invalid, isId, missing, parsed, type Offers } from './answers.ts';
import type { PubnubV2Client } from './client.ts';
import * as mapping from './mapping.ts';
import { CONFIGS_AT_ONCE, pubnubV2Rules } from './rules.ts';
import * as schema from './schema.ts';

const { pageLimit } = pubnubV2Rules;

export function readOperations(
  client: PubnubV2Client,
): Offers<'listKeys' | 'readKey' | 'findByMarker'> {
  const reader = new KeysetReader(client);
  return {
    async listKeys(session, _container, page, signal) {
      const answer = await reader.page(session, page, signal);
      if (!answer.ok) return answer;
      const { entries, total } = answer.value;
      const keys = await reader.withConfigs(session, entries, signal);
      return keys.ok ? ok({ keys: keys.value, total }) : keys;
    },
    async readKey(session, keysetId, signal) {
      if (!isId(keysetId)) return missing('key');
      const keyset = parsed(
        await client.readKeyset(session, keysetId, signal),
        schema.keysetAnswer,
        about('key'),
      );
      if (!keyset.ok) return keyset;
      const config = await reader.config(session, keysetId, signal);
      if (!config.ok) return config;
      const secretKeys = parsed(
        await client.listSecretKeys(session, keysetId, signal),
        schema.secretKeysAnswer,
        about('key'),
      );
      if (!secretKeys.ok) return secretKeys;
      return mapping.readKeyOf(keyset.value, config.value, secretKeys.value.secretKeys, keysetId);
    },
    async findByMarker(session, appId, marker, signal) {
      if (marker === '') return invalid(['The marker is empty.']);
      const all = await readAllPages('keysets', (page) =>
        reader.page(session, { page, limit: pageLimit }, signal),
      );
      if (!all.ok) return all;
      const found = all.value.filter(
        (keyset) => keyset.appId === appId && keyset.name.includes(marker),
      );
      return reader.withConfigs(session, found, signal);
    },
  };
}

class KeysetReader {
  private readonly client: PubnubV2Client;

  constructor(client: PubnubV2Client) {
    this.client = client;
  }

  async page(
    session: ProviderSession,
    asked: { readonly page: number; readonly limit: number },
    signal: AbortSignal,
  ): Promise<Result<ListPage<schema.Keyset>>> {
    const outcome = await this.client.listKeysets(session, asked, signal);
    const answer = parsed(outcome, schema.keysetsAnswer, about('account'));
    if (!answer.ok) return answer;
    const { keysets: entries, total } = answer.value;
    return pageOf('keysets', { entries, total }, asked);
  }

  async config(session: ProviderSession, keysetId: string, signal: AbortSignal) {
    const outcome = await this.client.readConfig(session, keysetId, signal);
    return parsed(outcome, schema.configAnswer, about('key'));
  }

  /** The list tells no settings: they are read one by one, a few at a time, all or an error. */
  async withConfigs(
    session: ProviderSession,
    keysets: readonly schema.Keyset[],
    signal: AbortSignal,
  ): Promise<Result<readonly ProviderKey[]>> {
    const keys: ProviderKey[] = [];
    for (let start = 0; start < keysets.length; start += CONFIGS_AT_ONCE) {
      const read = await Promise.all(
        keysets.slice(start, start + CONFIGS_AT_ONCE).map(async (keyset) => {
          const scope = await this.scope(session, keyset.id, signal);
          return scope.ok ? ok(mapping.listedKeyOf(keyset, scope.value)) : scope;
        }),
      );
      for (const key of read) {
        if (!key.ok) return fail(key.error);
        keys.push(key.value);
      }
    }
    return ok(keys);
  }

  /** A keyset may be deleted between the list and this look; the next list will tell. */
  private async scope(
    session: ProviderSession,
    keysetId: string,
    signal: AbortSignal,
  ): Promise<Result<KeyScope>> {
    const config = await this.config(session, keysetId, signal);
    return !config.ok && config.error.kind === 'not-found' ? ok({ kind: 'unknown' }) : config;
  }
}
