import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { contract } from '../../../../shared/ipc/contract.ts';
import { commandNames, eventNames } from '../../../../shared/ipc/channels.ts';

/** Whether a JSON schema holds the secret mark anywhere. */
function carriesSecret(schema: unknown): boolean {
  if (Array.isArray(schema)) return schema.some(carriesSecret);
  if (typeof schema !== 'object' || schema === null) return false;
  return Object.entries(schema).some(
    ([name, value]) => (name === 'secret' && value === true) || carriesSecret(value),
  );
}

const commandsWith = (side: 'input' | 'output'): string[] =>
  commandNames.filter((name) => carriesSecret(z.toJSONSchema(contract[name][side], { io: side })));

describe('the contract', () => {
  it('lets secrets in only where a person types one', () => {
    expect(commandsWith('input')).toEqual([
      'connections.test',
      'connections.connect',
      'connections.sign-in',
      'keys.add-by-hand',
      'vault.put',
      'rotations.enter-new',
    ]);
  });

  it('lets secrets out only where a person asked to see one', () => {
    expect(commandsWith('output')).toEqual(['secrets.reveal', 'vault.reveal']);
  });

  it('never carries a secret in an event', () => {
    const payloads = eventNames.map((name) => z.toJSONSchema(contract[name].payload));
    expect(payloads.filter(carriesSecret)).toEqual([]);
  });

  it('takes a strict object for every command', () => {
    const loose = commandNames.filter((name) => {
      const schema = z.toJSONSchema(contract[name].input, { io: 'input' });
      return schema.type !== 'object' || schema.additionalProperties !== false;
    });
    expect(loose).toEqual([]);
  });

  it('names in the preload list exactly what the contract holds', () => {
    expect([...commandNames, ...eventNames].toSorted()).toEqual(Object.keys(contract).toSorted());
  });
});
