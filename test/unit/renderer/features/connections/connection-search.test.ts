import { expect, it } from 'vitest';
import { parseConnectionSearch } from '../../../../../renderer/features/connections/connection-search.ts';

it('keeps the dialogs it knows and drops everything else', () => {
  expect(parseConnectionSearch({ dialog: 'forget' })).toEqual({ dialog: 'forget' });
  expect(parseConnectionSearch({ dialog: 'rename', more: 1 })).toEqual({ dialog: 'rename' });
  expect(parseConnectionSearch({ dialog: 'explode' })).toEqual({});
  expect(parseConnectionSearch({ dialog: ['forget'] })).toEqual({});
});
