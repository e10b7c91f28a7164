import { describe, expect, it } from 'vitest';
import { FaultPlan } from '../../../../electron/sandbox/fault-plan.ts';
import type { FaultRuleInput } from '../../../../electron/sandbox/fault-rule.ts';

const offline = { kind: 'offline' } as const;

/** The kinds of effect that a row of requests suffers; null for none. */
function effects(
  rules: readonly FaultRuleInput[],
  requests: readonly (readonly [string, string, ('admin' | 'data-plane')?])[],
): (string | null)[] {
  const plan = new FaultPlan();
  plan.replace(rules);
  return requests.map(
    ([method, path, plane]) => plan.take(method, path, plane ?? 'admin').effect?.kind ?? null,
  );
}

describe('a fault rule', () => {
  it('without conditions works on everything', () => {
    expect(
      effects(
        [{ effect: offline }],
        [
          ['GET', '/a'],
          ['POST', '/b'],
        ],
      ),
    ).toEqual([
      // prettier-ignore
      'offline',
      'offline',
    ]);
  });

  it('matches method, path pattern and plane', () => {
    const rule = { method: 'PUT', path: '/api/keys/*', plane: 'admin', effect: offline } as const;
    expect(
      effects(
        [rule],
        [
          ['PUT', '/api/keys/1'],
          ['GET', '/api/keys/1'],
          ['PUT', '/api/keys/1/more'],
          ['PUT', '/api/keys/1', 'data-plane'],
          ['PUT', '/api/keys'],
        ],
      ),
    ).toEqual(['offline', null, null, null, null]);
  });

  it('takes ** for any number of segments and dots literally', () => {
    const requests = [['GET', '/a/b/c'], ['GET', '/a.b'], ['GET', '/axb']] as const; // prettier-ignore
    expect(effects([{ path: '/a/**', effect: offline }], requests)).toEqual([
      'offline',
      null,
      null,
    ]);
    expect(effects([{ path: '/a.b', effect: offline }], requests)).toEqual([null, 'offline', null]);
  });

  it('lets the first ones pass and stops after its count', () => {
    const requests = Array.from({ length: 5 }, () => ['GET', '/a'] as const);
    expect(effects([{ skip: 1, count: 2, effect: offline }], requests)).toEqual([
      null,
      'offline',
      'offline',
      null,
      null,
    ]);
  });

  it('gives way to the next one when it is used up', () => {
    const rules = [{ count: 1, effect: offline }, { effect: { kind: 'html' } }] as const;
    expect(effects(rules, [['GET', '/a'], ['GET', '/a']])).toEqual(['offline', 'html']); // prettier-ignore
  });

  it('of latency adds to whatever follows', () => {
    const plan = new FaultPlan();
    plan.replace([
      { effect: { kind: 'latency', ms: 5 } },
      { effect: { kind: 'latency', ms: 7, when: 'before-commit' } },
      { effect: offline },
    ]);
    const { latencies, effect } = plan.take('GET', '/a', 'admin');
    expect(latencies.map((latency) => latency.ms)).toEqual([5, 7]);
    expect(effect?.kind).toBe('offline');
  });
});

describe('replacing the rules', () => {
  it.each([
    ['no list', {}],
    ['no effect', [{ path: '/a' }]],
    ['an unknown effect', [{ effect: { kind: 'explode' } }]],
    ['an unknown field', [{ effect: offline, often: true }]],
    ['an unknown field of an effect', [{ effect: { kind: 'html', colour: 'red' } }]],
    ['a reset without its moment', [{ effect: { kind: 'reset' } }]],
    ['a status out of range', [{ effect: { kind: 'answer', status: 99 } }]],
    ['a redirect that is none', [{ effect: { kind: 'redirect', status: 200, location: '/' } }]],
    ['a count of 0', [{ effect: offline, count: 0 }]],
  ])('refuses %s and keeps the old ones', (_what, rules) => {
    const plan = new FaultPlan();
    plan.replace([{ effect: offline }]);
    expect(() => {
      plan.replace(rules as unknown as FaultRuleInput[]);
    }).toThrow();
    expect(plan.take('GET', '/a', 'admin').effect?.kind).toBe('offline');
  });

  it('with none heals everything', () => {
    const plan = new FaultPlan();
    plan.replace([{ effect: offline }]);
    plan.replace([]);
    expect(plan.take('GET', '/a', 'admin').effect).toBeNull();
  });
});
