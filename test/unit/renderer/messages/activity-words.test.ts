import { describe, expect, it } from 'vitest';
import {
  activityActionSchema,
  activityEntrySchema,
} from '../../../../shared/activity/activity-entry.ts';
import {
  activityKinds,
  activitySentence,
  kindOf,
} from '../../../../renderer/messages/activity-words.ts';

const outcomes = activityEntrySchema.shape.outcome.options;
const text = (
  action: (typeof activityActionSchema.options)[number],
  outcome: 'done' | 'refused' | 'failed',
) => {
  const { before, hasSubject, after } = activitySentence({ action, outcome });
  return `${before}${hasSubject ? 'orders-prod' : ''}${after}`;
};

describe('activitySentence', () => {
  it.each(activityActionSchema.options)(
    'words %s in a different sentence for each outcome',
    (action) => {
      const sentences = outcomes.map((outcome) => text(action, outcome));
      expect(new Set(sentences).size).toBe(outcomes.length);
      for (const sentence of sentences) {
        expect(sentence).toMatch(/^[A-Z]/);
        expect(sentence).not.toMatch(/[{}]|undefined|\s{2}|\s$/);
      }
    },
  );

  it('says what was done in the past tense', () => {
    expect(text('secret.revealed', 'done')).toBe('Revealed a secret of orders-prod');
    expect(text('key.disabled', 'done')).toBe('Disabled orders-prod for good');
    expect(text('rotation.rolled-back', 'done')).toBe('Rolled the rotation of orders-prod back');
  });

  it('says what was refused or failed as an attempt', () => {
    expect(text('vault.put', 'refused')).toBe('Writing the vault secret orders-prod was refused');
    expect(text('sync.failed', 'failed')).toBe('Reading the keys of orders-prod failed');
  });

  it('names the subject in every sentence but that of the settings', () => {
    const nameless = activityActionSchema.options.filter((action) =>
      outcomes.some((outcome) => !activitySentence({ action, outcome }).hasSubject),
    );
    expect(nameless).toEqual(['settings.changed']);
  });
});

describe('kindOf', () => {
  it('puts every action under a kind that can be chosen', () => {
    const kinds = activityActionSchema.options.map(kindOf);
    expect(new Set(kinds)).toEqual(new Set(activityKinds.map(({ id }) => id)));
    expect(kindOf('container.created')).toBe('accounts');
    expect(kindOf('secret.kept')).toBe('secrets');
  });
});
