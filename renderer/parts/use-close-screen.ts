import { useCanGoBack, useNavigate, useRouter } from '@tanstack/react-router';
import type { KeyId } from '../../shared/lib/ids.ts';

/** Leaves a wizard or editor: back to where the person came from, else to the list and the key it was about. */
export function useCloseScreen(keyId?: KeyId): () => void {
  const router = useRouter();
  const canGoBack = useCanGoBack();
  const navigate = useNavigate();
  return () => {
    // Navigation never rejects; a screen that fails shows its own error.
    if (canGoBack) router.history.back();
    else void navigate({ to: '/keys', search: { key: keyId } });
  };
}
