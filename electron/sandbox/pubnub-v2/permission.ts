import { z } from 'zod';

/** What an API key of a service integration may be allowed to do. */
export const permissionSchema = z.enum([
  'app:read',
  'app:write',
  'keyset:read',
  'keyset:write',
  'keyset-secret:read',
  'keyset-secret:write',
]);
export type Permission = z.infer<typeof permissionSchema>;

export const allPermissions: readonly Permission[] = permissionSchema.options;
export const readPermissions: readonly Permission[] = allPermissions.filter((name) =>
  name.endsWith(':read'),
);
