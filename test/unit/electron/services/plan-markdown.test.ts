import { describe, expect, it } from 'vitest';
import { planMarkdown } from '../../../../electron/services/plan-markdown.ts';
import {
  rotationPlanSchema,
  type RotationPlan,
} from '../../../../shared/rotations/rotation-view.ts';

/** A plan in which everything that others may write is this text. */
const planWith = (text: string): RotationPlan =>
  rotationPlanSchema.parse({
    keyId: '01ARZ3NDEKTSV4RRFFQ69G5FAV',
    connectionId: '01ARZ3NDEKTSV4RRFFQ69G5FAW',
    ...{ strategy: 'replace', strategies: ['replace'], trigger: 'planned', overlapMs: null },
    listedStubs: [text.slice(0, 40)],
    ...{ keyName: text, containerName: text, environment: 'production', newName: `${text}_rk` },
    marker: '_rk0123456789',
    calls: [
      {
        ...{ method: 'POST', path: `/keys/${text}`, purpose: 'create-new', mutates: true },
        bodySummary: JSON.stringify({ name: text }),
      },
    ],
    ...{ notCarriedOver: [], unmanaged: [text], verification: 'probe', hash: 'a'.repeat(64) },
    findings: [{ weight: 'warns', reason: 'plan-tier', error: null, detail: text }],
    madeAt: 0,
  });

const written = (text: string): string =>
  planMarkdown(planWith(text), { providerName: 'PubNub', accountName: text }, 'b'.repeat(64));

/** What is left of the text when code, in which nothing is markup, is taken out. */
const withoutCode = (markdown: string): string =>
  markdown.replaceAll(/(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g, '');

describe('a plan in Markdown', () => {
  it('says that the new key is checked also where the old one cannot be', () => {
    const plan: RotationPlan = {
      ...planWith('orders'),
      verification: 'attest',
      findings: [{ weight: 'warns', reason: 'secret-not-held', error: null, detail: null }],
    };
    const account = { providerName: 'PubNub', accountName: 'Orders' };
    const text = planMarkdown(plan, account, 'b'.repeat(64));
    expect(text).toContain('a harmless request with the new key where it can be checked');
  });

  it('says that the destinations, and the calls of a vault, come with the start', () => {
    expect(written('orders')).toContain('Where the new secret goes is chosen at the start.');
    expect(written('orders')).toContain('adds a call that changes something');
  });

  it.each([
    ['HTML', '<img src=x onerror=alert(1)>'],
    ['a link', '[click](https://evil.example)'],
    ['table cells', '| a | b |'],
    ['lines', 'one\n\n# Heading\n- item'],
    ['code', '``` evil ```'],
    ['one mark of code', 'a`b'],
    ['a direction', 'txt.\u202Eexe'],
  ])('has the same lines and the same markup, whatever names hold: %s', (_what, text) => {
    expect(withoutCode(written(text))).toBe(withoutCode(written('orders')));
    expect(written(text)).not.toContain('\u202E');
  });
});
