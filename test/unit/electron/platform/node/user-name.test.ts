import { userInfo } from 'node:os';
import { describe, expect, it } from 'vitest';
import { userName } from '../../../../../electron/platform/node/user-name.ts';

describe('the name of who is signed in to this machine', () => {
  it('is the system’s own', () => {
    expect(userName()).toBe(userInfo().username);
  });

  it('is cut where it is longer than a receipt holds', () => {
    expect(userName(() => ({ username: 'x'.repeat(500) }))).toHaveLength(200);
  });

  it('is not known where the system has no entry, or an empty one', () => {
    expect(
      userName(() => {
        throw Object.assign(new Error('uv_os_get_passwd returned ENOENT'), {
          code: 'ERR_SYSTEM_ERROR',
        });
      }),
    ).toBeNull();
    expect(userName(() => ({ username: '' }))).toBeNull();
  });
});
