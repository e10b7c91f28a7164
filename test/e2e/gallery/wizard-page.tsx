import { Banner } from '../../../renderer/ui/banner.tsx';
import { Button } from '../../../renderer/ui/button.tsx';
import { DiffLines } from '../../../renderer/ui/diff-lines.tsx';
import { Pane } from '../../../renderer/ui/pane.tsx';
import { SplitLayout } from '../../../renderer/ui/split-layout.tsx';
import { StepList } from '../../../renderer/ui/step-list.tsx';
import { WizardLayout } from '../../../renderer/ui/wizard-layout.tsx';
import { GalleryNavigation } from './layout-page.tsx';

export function WizardPage() {
  return (
    <SplitLayout navigation={<GalleryNavigation />}>
      <Pane
        title="Rotate orders-prod"
        subtitle="PubNub · Orders · production"
        padding="none"
        actions={<Button variant="quiet">Close, resume later</Button>}
        footer={
          <>
            <Button variant="primary">Confirm and disable the old keyset</Button>
            <Button>Stay in overlap</Button>
          </>
        }
      >
        <WizardLayout
          steps={
            <StepList
              label="Rotation steps"
              steps={[
                { id: '1', label: 'Check what will happen', state: 'done', detail: '09:38' },
                { id: '2', label: 'Create the new keyset', state: 'done', detail: '09:39' },
                { id: '3', label: 'Keep its secret', state: 'done', detail: 'in the keychain' },
                { id: '4', label: 'Prove it works', state: 'done', detail: '09:41, signed grant' },
                { id: '5', label: 'Hand it out', state: 'attention', detail: 'one place left' },
                { id: '6', label: 'Overlap', state: 'current', detail: 'until 14 March' },
                { id: '7', label: 'Disable the old keyset', state: 'waiting' },
                { id: '8', label: 'Receipt', state: 'waiting' },
              ]}
            />
          }
        >
          <h2>Disable the old keyset</h2>
          <p>Both keysets work now. Disabling the old one is final: PubNub cannot re-enable it.</p>
          <Banner tone="warning" title="Still used 3 minutes ago">
            A client published with the old keyset at 09:38.
          </Banner>
          <DiffLines
            label="What changes"
            lines={[
              { kind: 'removed', text: 'orders-prod  pub-c-8f21…c04d' },
              { kind: 'added', text: 'orders-prod  pub-c-19aa…77e2' },
            ]}
          />
        </WizardLayout>
      </Pane>
    </SplitLayout>
  );
}
