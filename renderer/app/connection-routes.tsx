import { useParams } from '@tanstack/react-router';
import { AccountSdkSetup } from '../features/by-hand/account-sdk-setup.tsx';
import { SandboxConsole } from '../parts/sandbox-console.tsx';
import { ConnectionScreen } from '../features/connections/connection-screen.tsx';
import { SignInScreen } from '../features/connections/sign-in-screen.tsx';

export function ConnectionRoute() {
  const { connectionId } = useParams({ from: '/connections/$connectionId' });
  return (
    <ConnectionScreen
      key={connectionId}
      connectionId={connectionId}
      sandboxConsole={(id) => <SandboxConsole connectionId={id} />}
      sdkSetup={(id) => <AccountSdkSetup connectionId={id} />}
    />
  );
}

export function SignInRoute() {
  const { connectionId } = useParams({ from: '/connections/$connectionId/sign-in' });
  return <SignInScreen key={connectionId} connectionId={connectionId} />;
}
