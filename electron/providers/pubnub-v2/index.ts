import { fail, ok, type Result } from '../../../shared/errors/app-error.ts';
import type { Clock } from '../../services/ports/clock.ts';
import type { IdSource } from '../../services/ports/id-source.ts';
import type { HttpOutcome, ProviderHttp } from '../provider-http.ts';
import type { ProviderModule } from '../provider-module.ts';
import { probeKeyset } from '../pubnub-grant.ts';
import { pageOf, readAllPages, type ListPage } from './all-pages.ts';
import { about, invalid, parsed, type Offers } from './answers.ts';
import { PubnubV2Client, hosts } from './client.ts';
import { draftProblems, nameProblems } from './create-body.ts';
import { pubnubV2Guide } from './guide.ts';
import { copyableScope, scopeDifferences } from './keyset-config.ts';
import * as mapping from './mapping.ts';
import { plannedInPlace } from './planned-in-place.ts';
import { plannedReplacement } from './planned-replacement.ts';
import { readOperations } from './read-operations.ts';
import { rightProbe } from './right-probe.ts';
import { rotationCheck } from './rotation-check.ts';
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
      ...rightProbe(client),
      ...rotationCheck(client),
      probeKey: (target, material, signal) =>
        probeKeyset(dependencies, hosts, {
          target,
          material,
          isAccessManagerOn:
            material.scope.kind === 'keyset' &&
            material.scope.properties['accessManager.enabled'] === true,
          signal,
        }),
    },
    draftProblems,
    copyableScope,
    scopeDifferences,
    plannedReplacement,
    plannedInPlace,
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
