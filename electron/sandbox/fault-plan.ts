import {
  parseFaultRules,
  type FaultEffect,
  type FaultRule,
  type FaultRuleInput,
  type SandboxPlane,
} from './fault-rule.ts';

interface LiveRule {
  readonly rule: FaultRule;
  readonly pattern: RegExp | null;
  seen: number;
}

/** What one request suffers: the waits, and at most one other effect. */
export interface FaultsOfRequest {
  readonly latencies: readonly Extract<FaultEffect, { kind: 'latency' }>[];
  readonly effect: Exclude<FaultEffect, { kind: 'latency' }> | null;
}

/** The faults of one simulated provider. Rules are tried in order; the first that works wins. */
export class FaultPlan {
  #rules: LiveRule[] = [];

  /** Replaces all rules; throws a ZodError and keeps the old ones when the new are not valid. */
  replace(rules: readonly FaultRuleInput[]): void {
    this.#rules = parseFaultRules(rules).map((rule) => ({
      rule,
      pattern: rule.path === undefined ? null : compilePath(rule.path),
      seen: 0,
    }));
  }

  /** What happens to this request. Counts it, so ask once per request. */
  take(method: string, path: string, plane: SandboxPlane): FaultsOfRequest {
    const latencies: Extract<FaultEffect, { kind: 'latency' }>[] = [];
    for (const live of this.#rules) {
      if (!matches(live, method, path, plane)) continue;
      live.seen += 1;
      const { skip, count, effect } = live.rule;
      if (live.seen <= skip || (count !== undefined && live.seen > skip + count)) continue;
      if (effect.kind !== 'latency') return { latencies, effect };
      latencies.push(effect);
    }
    return { latencies, effect: null };
  }
}

function matches(live: LiveRule, method: string, path: string, plane: SandboxPlane): boolean {
  const { rule, pattern } = live;
  return (
    (rule.method === undefined || rule.method === method) &&
    (rule.plane === undefined || rule.plane === plane) &&
    (pattern === null || pattern.test(path))
  );
}

function compilePath(pattern: string): RegExp {
  const source = pattern
    .split(/(\*\*|\*)/)
    .map((part) =>
      part === '**' ? '.*' : part === '*' ? '[^/]*' : part.replace(/[\\^$.+?()[\]{}|]/g, '\\$&'),
    )
    .join('');
  return new RegExp(`^${source}$`);
}
