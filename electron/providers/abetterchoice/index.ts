import { consoleNameProblem } from '../../../shared/keys/by-hand-key.ts';
import { fail, ok, type Result } from '../../../shared/errors/app-error.ts';
import { SECOND_MS } from '../../../shared/lib/duration.ts';
import type { Clock } from '../../services/ports/clock.ts';
import type { IdSource } from '../../services/ports/id-source.ts';
import type { KeyMaterial, OpenedByHand } from '../../services/ports/provider-values.ts';
import type { ProviderOperations } from '../../services/ports/provider-operations.ts';
import type { ProviderHttp } from '../provider-http.ts';
import type { ProviderModule } from '../provider-module.ts';
import type { ProviderHosts } from '../server-address.ts';
import { abetterchoiceConsole, abetterchoiceGuide } from './guide.ts';
import { probeOf } from './probe.ts';
import { ABETTERCHOICE_ID, abetterchoiceRules, PROJECT_ID_PATTERN } from './rules.ts';
import { requestSignature } from './signature.ts';
import { readToken } from './token.ts';

interface Dependencies {
  readonly http: ProviderHttp;
  readonly clock: Clock;
  readonly ids: IdSource;
}

const hosts: ProviderHosts = { id: ABETTERCHOICE_ID, ...abetterchoiceRules };

/** ABetterChoice: keys are made and ended by a person in the console; only their working can be asked. */
export function createAbetterchoice(dependencies: Dependencies): ProviderModule {
  return {
    id: ABETTERCHOICE_ID,
    rules: abetterchoiceRules,
    guide: abetterchoiceGuide,
    operations: {
      openByHand: openProject,
      readByHandSecret: readToken,
      probeKey: probeOperation(dependencies),
    },
    draftProblems: ({ name, scope }) => [
      ...nameProblems(name),
      ...(scope === null ? [] : ['Keys of ABetterChoice have no scope.']),
    ],
    copyableScope: () => null,
    scopeDifferences: (before, after) => (before.kind === after.kind ? [] : ['scope']),
    plannedReplacement: () => [],
  };
}

function nameProblems(name: string): string[] {
  const { keyNameMax } = abetterchoiceRules;
  const problem = consoleNameProblem(abetterchoiceConsole, name);
  if (problem !== null) return [problem];
  return name.length > keyNameMax ? [`The name may have ${String(keyNameMax)} characters.`] : [];
}

function openProject(fields: Readonly<Record<string, string>>): Result<OpenedByHand> {
  const projectId = (fields['projectId'] ?? '').trim();
  if (!PROJECT_ID_PATTERN.test(projectId)) {
    return fail({
      kind: 'invalid-input',
      issues: ['The project id is a number: the part after /app/ in the console’s address.'],
    });
  }
  const name = `Project ${projectId}`;
  return ok({
    accountId: projectId,
    accountName: name,
    containers: [{ providerContainerId: projectId, name }],
  });
}

/** Sent once: it counts as traffic. Feature flags, because asking for experiments logs exposures. */
function probeOperation({
  http,
  clock,
  ids,
}: Dependencies): NonNullable<ProviderOperations['probeKey']> {
  return async (target, material, signal) => {
    const key = signerOf(material);
    if (key === null) return fail({ kind: 'not-found', what: 'secret' });
    const timestamp = String(Math.floor(clock.now() / SECOND_MS));
    const outcome = await http.request({
      ...{ provider: hosts, plane: 'data', method: 'POST', kind: 'probe', size: 'single' },
      url: `${target.dataPlaneUrl}/abc/get_feature_flags`,
      headers: {
        'x-ak': key.name,
        'x-et': timestamp,
        'x-es': requestSignature(key.tokenSecret, key.name, timestamp),
      },
      body: JSON.stringify({
        project_id: key.projectId,
        unit_id: `keycheck-${ids.base32(16)}`,
      }),
      signal,
    });
    return probeOf(outcome);
  };
}

function signerOf({ name = '', providerContainerId: projectId = '', parts }: KeyMaterial) {
  const tokenSecret = parts.find(({ role }) => role === 'token')?.secretValue ?? '';
  const isUsable =
    tokenSecret !== '' && nameProblems(name).length === 0 && PROJECT_ID_PATTERN.test(projectId);
  return isUsable ? { name, projectId, tokenSecret } : null;
}
