import { describe, expect, it } from 'vitest';
import {
  keysetProblems,
  propertyProblems,
} from '../../../../../renderer/features/scopes/keyset-draft.ts';
import { keysetFacts } from '../../../../../renderer/features/scopes/keyset-facts.ts';
import { keysetTemplates } from '../../../../../renderer/features/scopes/keyset-templates.ts';
import { keysetFieldsV1 } from '../../../../../shared/scopes/keyset-fields-v1.ts';
import { keysetFields } from '../../../../../shared/scopes/keyset-scope.ts';

const keysetTemplatesV1 = keysetTemplates.v1;

describe('templates for a new keyset', () => {
  it.each(keysetTemplatesV1)('$id sends only known properties with allowed values', (template) => {
    const known = new Set(keysetFieldsV1.map(({ name }) => name));
    expect(Object.keys(template.properties).filter((name) => !known.has(name))).toEqual([]);
    expect(propertyProblems(keysetFieldsV1, {}, template.properties)).toEqual({});
  });

  it('ask clients for a token, except where the provider decides', () => {
    for (const { id, properties } of keysetTemplatesV1) {
      expect(properties['uls'], id).toBe(id === 'blank' ? undefined : true);
    }
  });
});

describe('templates for a new v2 keyset', () => {
  it.each(keysetTemplates.v2)(
    '$id sends known settings and asks for no more than a region',
    (template) => {
      const known = new Set(keysetFields('v2').map(({ name }) => name));
      expect(Object.keys(template.properties).filter((name) => !known.has(name))).toEqual([]);
      expect(propertyProblems(keysetFields('v2'), {}, template.properties)).toEqual({});
      const lacking = Object.keys(keysetProblems('v2', {}, template.properties));
      expect(lacking).toEqual(template.id === 'chat' ? ['appContext.region'] : []);
      expect(template.properties['accessManager.enabled']).toBe(
        template.id === 'blank' ? undefined : true,
      );
    },
  );
});

describe('what a configuration means', () => {
  const facts = (properties: Record<string, boolean | number>) =>
    keysetFacts({ kind: 'keyset', generation: 'v1', properties, unmanaged: [] });

  it('begins with who may use it, and marks open access', () => {
    expect(facts({ uls: false, history: true, message_storage_ttl: 365 })).toEqual([
      {
        text: 'Everybody who has the subscribe key may read and write: Access Manager is off.',
        isConcern: true,
      },
      {
        text: 'Messages are kept for 365 days, the longest the provider offers.',
        isConcern: true,
      },
    ]);
  });

  it('claims nothing about settings that the provider did not send', () => {
    expect(facts({})).toEqual([
      { text: 'The provider sent no setting that Rekey knows.', isConcern: false },
    ]);
  });
});
