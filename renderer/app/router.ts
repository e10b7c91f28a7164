import { createHashHistory, createRouter } from '@tanstack/react-router';
import { Reading } from '../parts/loaded.tsx';
import { NotFoundScreen } from './not-found-screen.tsx';
import { routeTree } from './routes.ts';
import { ScreenError } from './screen-error.tsx';

/** Addresses live behind `#`, so a reload finds its screen again under any host. */
export function createAppRouter() {
  return createRouter({
    routeTree,
    history: createHashHistory(),
    defaultErrorComponent: ScreenError,
    defaultNotFoundComponent: NotFoundScreen,
    defaultPendingComponent: Reading,
    defaultPreload: false,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }

  interface HistoryState {
    /** The keyboard opened the details: they take the focus. */
    isFocusWanted?: boolean;
  }
}
