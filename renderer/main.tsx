import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './styles/base.css';
import { App } from './app/app.tsx';
import { NoHost } from './app/no-host.tsx';
import { bridge, hasHost } from './ipc/bridge.ts';
import { createQueryClient, invalidateOnEvents } from './ipc/query-client.ts';
import { keyListQuery } from './ipc/use-key-list.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');

if (hasHost()) {
  const queryClient = createQueryClient();
  invalidateOnEvents(queryClient, bridge);
  // Asked for before anything is drawn, so that the list is not waiting for the code of its screen.
  // A failure becomes the state of the query, which the screen shows.
  queryClient.query(keyListQuery).catch(() => undefined);
  createRoot(root).render(
    <StrictMode>
      <App queryClient={queryClient} />
    </StrictMode>,
  );
} else {
  createRoot(root).render(<NoHost />);
}
