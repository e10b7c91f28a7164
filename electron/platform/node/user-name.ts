import { userInfo } from 'node:os';

const USER_NAME_MAX = 200;

/** Who is signed in to this machine; null where the system does not say. */
export function userName(read: () => { readonly username: string } = userInfo): string | null {
  try {
    const { username } = read();
    return username === '' ? null : username.slice(0, USER_NAME_MAX);
  } catch {
    // A process without an entry among the users, as in a container.
    return null;
  }
}
