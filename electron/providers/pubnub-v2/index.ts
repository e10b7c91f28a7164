import { fail, ok, type Result } from '../../../shared/errors/app-error.ts';
import type { PartRole } from '../../../shared/keys/key.ts';
import { SECOND_MS } from '../../../shared/lib/duration.ts';
import type { Clock } from '../../services/ports/clock.ts';
import type { IdSource } from '../../services/ports/id-source.ts';
import type { KeyMaterial } from '../../services/ports/provider-adapter.ts';
import type { HttpOutcome, ProviderHttp } from '../provider-http.ts';
import type { ProviderModule } from '../provider-module.ts';
import { pageOf, readAllPages, type ListPage } from './all-pages.ts';
import { about, invalid, missing, parsed, type Offers } from './answers.ts';
import { PubnubV2Client, type KeysetSecrets } from './client.ts';
import { draftProblems, nameProblems } from './create-body.ts';
import { pubnubV2Guide } from './guide.ts';
import { copyableScope, scopeDifferences } from './keyset-config.ts';
import * as mapping from './mapping.ts';
import { plannedReplacement } from './planned-replacement.ts';
import { readOperations } from './read-operations.ts';
import { PUBNUB_V2_ID, pubnubV2Rules } from './rules.ts';
import { secretKeyOperations } from './secret-key-operations.ts';
import * as schema from './schema.ts';
import { writeOperations } from './write-operations.ts';

interface Dependencies {
  readonly http: ProviderHttp;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly options: { readonly pubnubVersion: () => string };
}

const { pageLimit } = pubnubV2Rules;

/** PubNub through its Admin API v2: an API key, apps, keysets with one or more secret keys. */
export function createPubnubV2(dependencies: Dependencies): ProviderModule {
  const client = new PubnubV2Client(dependencies.http, dependencies.options.pubnubVersion);
  return {
    id: PUBNUB_V2_ID,
    rules: pubnubV2Rules,
    guide: pubnubV2Guide,
    operations: {
      ...accountOperations(client),
      ...readOperations(client),
      ...writeOperations(client),
      ...secretKeyOperations(client, dependencies.clock),
      probeKey: probeOperation(client, dependencies),
    },
    draftProblems,
    copyableScope,
    scopeDifferences,
    plannedReplacement,
  };
}

function accountOperations(
  client: PubnubV2Client,
): Offers<'signIn' | 'listContainers' | 'createContainer'> {
  return {
    async signIn(target, fields, signal) {
      const credentialSecret = (fields['apiKey'] ?? '').trim();
      if (credentialSecret === '') return invalid(['API key must be filled in.']);
      // It travels as a header: visible ASCII only, and without `Bearer`.
      if (!/^[\x21-\x7e]{1,1024}$/.test(credentialSecret))
        return invalid(['API key holds spaces or characters that no API key has.']);
      const session = { ...target, credentialSecret };
      const outcomes: HttpOutcome[] = [];
      const apps = await readAllPages('apps', async (page) => {
        const outcome = await client.proveApiKey(session, { page, limit: pageLimit }, signal);
        outcomes.push(outcome);
        return appPageOf(outcome, page, [credentialSecret]);
      });
      if (apps.ok) return ok(mapping.signedIn(apps.value, credentialSecret));
      const last = outcomes.at(-1);
      return fail(
        last === undefined ? apps.error : mapping.signInError(last, apps.error, target.baseUrl),
      );
    },
    async listContainers(session, signal) {
      const apps = await readAllPages('apps', async (page) =>
        appPageOf(await client.listApps(session, { page, limit: pageLimit }, signal), page),
      );
      return apps.ok ? ok(apps.value.map(mapping.containerOf)) : apps;
    },
    async createContainer(session, name) {
      const problems = nameProblems(name, pubnubV2Rules.containerNameMax);
      if (problems.length > 0) return invalid(problems);
      const outcome = await client.createApp(session, name);
      const answer = parsed(outcome, schema.appAnswer, about('account', 'create'));
      return answer.ok ? ok(mapping.containerOf(answer.value)) : answer;
    },
  };
}

function appPageOf(
  outcome: HttpOutcome,
  page: number,
  sentSecrets: readonly string[] = [],
): Result<ListPage<schema.App>> {
  const answer = parsed(outcome, schema.appsAnswer, about('account', 'read', sentSecrets));
  if (!answer.ok) return answer;
  const { apps: entries, total } = answer.value;
  return pageOf('apps', { entries, total }, { page, limit: pageLimit });
}

function probeOperation(
  client: PubnubV2Client,
  { clock, ids }: Dependencies,
): Offers<'probeKey'>['probeKey'] {
  return async (target, material, signal) => {
    // Where Access Manager is off the secret key opens nothing, so nothing can be learned from it.
    const { scope } = material;
    if (scope.kind !== 'keyset' || scope.properties['accessManager.enabled'] !== true)
      return ok({ kind: 'not-testable', reason: 'access-manager-off' });
    const keyset = keysetSecrets(material);
    if (keyset === null) return missing('secret');
    const check = {
      channel: `rekey-check-${ids.base32(16)}`,
      timestampSeconds: Math.floor(clock.now() / SECOND_MS),
    };
    const outcome = await client.grant(target, keyset, check, signal);
    return mapping.probeOf(outcome, [keyset.keySecret]);
  };
}

function keysetSecrets({ parts }: KeyMaterial): KeysetSecrets | null {
  const valueOf = (role: PartRole): string | undefined =>
    parts.find((part) => part.role === role)?.secretValue;
  const publishKey = valueOf('publish');
  const subscribeKey = valueOf('subscribe');
  const keySecret = valueOf('secret');
  return publishKey && subscribeKey && keySecret && isPathSegment(subscribeKey)
    ? { publishKey, subscribeKey, keySecret }
    : null;
}

/** A dot segment would climb out of its folder, percent-encoded or not. */
const isPathSegment = (text: string): boolean =>
  text !== '.' && text !== '..' && text.isWellFormed();
