import { useParams } from '@tanstack/react-router';
import { EditSettingsScreen } from '../features/scopes/edit-settings-screen.tsx';

export function EditKeyRoute() {
  const { keyId } = useParams({ from: '/keys/$keyId/edit' });
  return <EditSettingsScreen key={keyId} keyId={keyId} />;
}
