import { createHash } from 'node:crypto';
import { createAbetterchoice } from '../../../electron/providers/abetterchoice/index.ts';
import type { AdapterProfile, RecordedOperation } from '../adapter-profile.ts';
import * as schemas from '../provider-value-schemas.ts';

const dataPlaneUrl = 'https://openapi.abetterchoice.ai';
const target = { baseUrl: 'https://abetterchoice.ai', dataPlaneUrl };
const timestamp = '1768467600';

const encoded = (json: unknown): string => Buffer.from(JSON.stringify(json)).toString('base64url');
export const tokenSecret = [
  encoded({ alg: 'HS256', typ: 'JWT' }),
  encoded({ tokenName: 'server_prod', iat: 1_700_000_000, exp: 2_015_360_000 }),
  'RKCANARY0123456789abcdef',
].join('.');

const operations: readonly RecordedOperation[] = [
  {
    ...{ name: 'probeKey', effect: 'probe', isCancellable: true },
    ...{ answersSecrets: false, acceptsEmpty: false },
    run: (adapter, signal) => {
      const { probeKey } = adapter.operations;
      if (probeKey === undefined) throw new Error('probeKey is not offered');
      return probeKey(
        target,
        {
          ...{ name: 'server_prod', providerContainerId: '4242', scope: { kind: 'project' } },
          parts: [{ role: 'token', secretValue: tokenSecret }],
        },
        signal,
      );
    },
    sends: {
      ...{ method: 'POST', url: `${dataPlaneUrl}/abc/get_feature_flags` },
      headers: {
        ...{ 'x-ak': 'server_prod', 'x-et': timestamp },
        'x-es': createHash('md5').update(`${tokenSecret}server_prod${timestamp}`).digest('hex'),
      },
      body: { project_id: '4242', unit_id: 'keycheck-wy1mcy6e430cqpwv' },
    },
    answer: { ret_code: 100, msg: '', data: {} },
    gives: { kind: 'works', status: 100 },
    givesSchema: schemas.probeSchema,
    needs: ['ret_code'],
    mayLack: ['msg', 'data'],
    whenMissing: { kind: 'not-found', what: 'key' },
  },
];

export const abetterchoiceProfile: AdapterProfile = {
  providerId: 'abetterchoice',
  create: createAbetterchoice,
  operations,
  offered: ['probeKey'],
  testedElsewhere: ['openByHand', 'readByHandSecret'],
  paging: null,
  openFields: [],
};
