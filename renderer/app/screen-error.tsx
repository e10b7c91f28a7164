import { useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Pane } from '../ui/pane.tsx';

/** What stands in a screen's place when drawing it failed. The rest of the window goes on. */
export function ScreenError({ reset }: ErrorComponentProps) {
  const router = useRouter();
  return (
    <Pane title="This screen failed">
      <Banner
        tone="danger"
        title="A fault in Rekey"
        isAnnounced
        actions={
          <Button
            size="small"
            onPress={() => {
              reset();
              // Never rejects: a screen that fails again shows this again.
              void router.invalidate();
            }}
          >
            Draw it again
          </Button>
        }
      >
        Drawing this screen failed. Nothing was sent and nothing was changed; the other screens
        still work.
      </Banner>
    </Pane>
  );
}
