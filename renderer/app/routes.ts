import { createRootRoute, createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { parseConnectionSearch } from '../features/connections/connection-search.ts';
import { parseKeysSearch } from '../features/keys/keys-search.ts';
import { parseVaultSearch } from '../features/vault/vault-search.ts';
import { AppShell } from './app-shell.tsx';
import { KeysRoute } from './keys-route.tsx';
import { connectionIdParam, keyIdParam, rotationIdParam } from './route-ids.ts';
import { parseContainerSearch, parseCreateKeySearch, parseRotateSearch } from './route-search.ts';

/*
 * Every screen of Rekey. The list is in the first chunk; each of the others is fetched when it is
 * opened, so that the list is there as early as possible.
 */
const rootRoute = createRootRoute({ component: AppShell });

const startRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  beforeLoad: () => {
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- the router's own way to redirect
    throw redirect({ to: '/keys', replace: true });
  },
});

const keysRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/keys',
  validateSearch: parseKeysSearch,
  component: KeysRoute,
});

const createKeyRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/keys/new',
  validateSearch: parseCreateKeySearch,
  component: lazyRouteComponent(() => import('./create-key-route.tsx'), 'CreateKeyRoute'),
});

const createContainerRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/containers/new',
  component: lazyRouteComponent(
    () => import('../features/keys/create/create-container-screen.tsx'),
    'CreateContainerScreen',
  ),
});

const editKeyRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/keys/$keyId/edit',
  params: keyIdParam,
  component: lazyRouteComponent(() => import('./edit-key-route.tsx'), 'EditKeyRoute'),
});

const addByHandRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/by-hand/new',
  validateSearch: parseContainerSearch,
  component: lazyRouteComponent(() => import('./by-hand-routes.tsx'), 'AddByHandRoute'),
});

const endByHandRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/keys/$keyId/end-by-hand',
  params: keyIdParam,
  component: lazyRouteComponent(() => import('./by-hand-routes.tsx'), 'EndByHandRoute'),
});

const rotateKeyRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/keys/$keyId/rotate',
  params: keyIdParam,
  validateSearch: parseRotateSearch,
  component: lazyRouteComponent(() => import('./rotation-routes.tsx'), 'RotateKeyRoute'),
});

const rotationsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/rotations',
  component: lazyRouteComponent(
    () => import('../features/rotations/rotations-screen.tsx'),
    'RotationsScreen',
  ),
});

const rotationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/rotations/$rotationId',
  params: rotationIdParam,
  component: lazyRouteComponent(() => import('./rotation-routes.tsx'), 'RotationRoute'),
});

const attentionRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/attention',
  component: lazyRouteComponent(
    () => import('../features/attention/attention-screen.tsx'),
    'AttentionScreen',
  ),
});

const vaultRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/vault',
  validateSearch: parseVaultSearch,
  component: lazyRouteComponent(() => import('./vault-route.tsx'), 'VaultRoute'),
});

const activityRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/activity',
  component: lazyRouteComponent(
    () => import('../features/activity/activity-screen.tsx'),
    'ActivityScreen',
  ),
});

const connectionsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/connections',
  component: lazyRouteComponent(
    () => import('../features/connections/connections-screen.tsx'),
    'ConnectionsScreen',
  ),
});

const connectRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/connections/new',
  component: lazyRouteComponent(
    () => import('../features/connections/connect-screen.tsx'),
    'ConnectScreen',
  ),
});

const connectionRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/connections/$connectionId',
  params: connectionIdParam,
  validateSearch: parseConnectionSearch,
  component: lazyRouteComponent(() => import('./connection-routes.tsx'), 'ConnectionRoute'),
});

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/connections/$connectionId/sign-in',
  params: connectionIdParam,
  component: lazyRouteComponent(() => import('./connection-routes.tsx'), 'SignInRoute'),
});

const settingsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/settings',
  component: lazyRouteComponent(
    () => import('../features/settings/settings-screen.tsx'),
    'SettingsScreen',
  ),
});

export const routeTree = rootRoute.addChildren([
  startRoute,
  keysRoute,
  createKeyRoute,
  createContainerRoute,
  editKeyRoute,
  addByHandRoute,
  endByHandRoute,
  rotateKeyRoute,
  rotationsRoute,
  rotationRoute,
  attentionRoute,
  vaultRoute,
  activityRoute,
  connectionsRoute,
  connectRoute,
  connectionRoute,
  signInRoute,
  settingsRoute,
]);
