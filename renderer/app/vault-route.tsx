import { useSearch } from '@tanstack/react-router';
import { VaultScreen } from '../features/vault/vault-screen.tsx';

export function VaultRoute() {
  const { key } = useSearch({ from: '/vault' });
  return <VaultScreen keyId={key} />;
}
