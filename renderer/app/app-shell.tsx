import { Outlet, useLocation, useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useCommandQuery } from '../ipc/use-command-query.ts';
import { useRegisterCommands } from '../parts/app-commands.ts';
import { Reading } from '../parts/loaded.tsx';
import { SplitLayout } from '../ui/split-layout.tsx';
import { AppNavigation } from './app-navigation.tsx';
import { StatusStrip } from './status-strip.tsx';
import { useAppStrip } from './use-app-strip.ts';
import { useFocusReturn } from './use-focus-return.ts';
import { useGoToCommands } from './use-go-to-commands.ts';
import { useShortcuts } from './use-shortcuts.ts';

const importDetails = () => import('./key-details-route.tsx');
const importPalette = () => import('./command-palette.tsx');

const KeyDetailsRoute = lazy(async () => ({ default: (await importDetails()).KeyDetailsRoute }));
const CommandPalette = lazy(async () => ({ default: (await importPalette()).CommandPalette }));
const ShortcutsHelp = lazy(async () => ({
  default: (await import('./shortcuts-help.tsx')).ShortcutsHelp,
}));

/** At most one of them is open. */
type Overlay = 'palette' | 'shortcuts' | null;

/** The window: navigation, the screen, the details of a key, and what is to be said about this start. */
export function AppShell() {
  const [overlay, setOverlay] = useState<Overlay>(null);
  const closeOverlay = () => {
    setOverlay(null);
  };
  useTheme();
  useEarlyCode();
  useShortcuts();
  useFocusReturn();
  useGoToCommands();
  useRegisterCommands([
    {
      id: 'app.palette',
      label: 'Show all commands',
      group: 'Everywhere',
      shortcut: 'Mod+K',
      isShortcutOnly: true,
      run: () => {
        setOverlay('palette');
      },
    },
    {
      id: 'app.shortcuts',
      label: 'Show keyboard shortcuts',
      icon: 'info',
      group: 'Everywhere',
      shortcut: '?',
      run: () => {
        setOverlay('shortcuts');
      },
    },
  ]);

  const details = useDetails();
  const notices = useAppStrip();
  return (
    <>
      <SplitLayout
        navigation={
          <AppNavigation
            onSearch={() => {
              setOverlay('palette');
            }}
          />
        }
        details={
          details.keyId === undefined ? null : (
            <Suspense fallback={<Reading />}>
              <KeyDetailsRoute keyId={details.keyId} onClose={details.close} />
            </Suspense>
          )
        }
        detailsLabel="Key details"
        onDetailsClose={details.close}
        statusBar={notices.length === 0 ? undefined : <StatusStrip notices={notices} />}
      >
        <Outlet />
      </SplitLayout>
      <Suspense>
        {overlay === 'palette' && <CommandPalette onClose={closeOverlay} />}
        {overlay === 'shortcuts' && <ShortcutsHelp onClose={closeOverlay} />}
      </Suspense>
    </>
  );
}

/** Details stand beside the list and nowhere else. */
function useDetails() {
  // Only these two, so that a keystroke in the search field does not draw the window anew.
  const pathname = useLocation({ select: (location) => location.pathname });
  const key = useSearch({ strict: false, select: (search) => search.key });
  const navigate = useNavigate();
  const isList = pathname === '/keys';
  return {
    keyId: isList ? key : undefined,
    close: () => {
      if (!isList) return;
      // Navigation never rejects; a screen that fails shows its own error.
      void navigate({
        to: '/keys',
        search: (search) => ({ ...search, key: undefined, dialog: undefined }),
      });
    },
  };
}

/** What is most likely opened next is fetched when the first screen stands and nothing else is to be done. */
function useEarlyCode(): void {
  useEffect(() => {
    const idle = requestIdleCallback(() => {
      // A failure shows when the code is really needed.
      Promise.all([importDetails(), importPalette()]).catch(() => undefined);
    });
    return () => {
      cancelIdleCallback(idle);
    };
  }, []);
}

/** The setting wins over the system's light or dark. */
function useTheme(): void {
  const settings = useCommandQuery('settings.get', {});
  const theme = settings.state === 'ready' ? settings.value.theme : 'system';
  useEffect(() => {
    if (theme === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = theme;
  }, [theme]);
}
