import { Age } from '../../../renderer/ui/age.tsx';
import { Badge } from '../../../renderer/ui/badge.tsx';
import { Banner } from '../../../renderer/ui/banner.tsx';
import { Button } from '../../../renderer/ui/button.tsx';
import { Countdown } from '../../../renderer/ui/countdown.tsx';
import { DescriptionList } from '../../../renderer/ui/description-list.tsx';
import { DiffLines } from '../../../renderer/ui/diff-lines.tsx';
import { EmptyState } from '../../../renderer/ui/empty-state.tsx';
import { IconButton } from '../../../renderer/ui/icon-button.tsx';
import { KeyMaterial } from '../../../renderer/ui/key-material.tsx';
import { ProgressBar } from '../../../renderer/ui/progress-bar.tsx';
import { ProviderMark } from '../../../renderer/ui/provider-mark.tsx';
import { StatusMark } from '../../../renderer/ui/status-mark.tsx';
import { UntrustedText } from '../../../renderer/ui/untrusted-text.tsx';
import styles from './gallery.module.css';
import { Section } from './section.tsx';

export function DisplayPage() {
  return (
    <main className={styles['page']}>
      <h1>Display</h1>
      <div className={styles['sections']}>
        <Marks />
        <Material />
        <Banners />
        <Changes />
        <Names />
        <EmptyState
          icon="key"
          title="No keys yet"
          actions={
            <>
              <Button variant="primary">Try the sandbox</Button>
              <Button>Connect an account</Button>
            </>
          }
        >
          The sandbox connects a simulated account with believable keys. Nothing leaves this
          machine.
        </EmptyState>
      </div>
    </main>
  );
}

function Marks() {
  return (
    <Section title="Status, badges, ages">
      <div className={styles['row']}>
        <StatusMark status="active" word="active" />
        <StatusMark status="ended" word="disabled" />
        <StatusMark status="attention" word="needs attention" />
        <StatusMark status="unknown" word="unknown" />
        <StatusMark status="active" word="signed in" isWordHidden />
      </div>
      <div className={styles['row']}>
        <Badge>testing</Badge>
        <Badge tone="accent">production</Badge>
        <Badge tone="warning">7</Badge>
        <Badge tone="danger">expired</Badge>
        <Badge tone="success">verified</Badge>
        {[15, 40, 150, 220, 300].map((hue) => (
          <ProviderMark key={hue} letters="Pn" hue={hue} />
        ))}
        <Age ageText="412 d" exactText="12 March 2025, 09:41" instant="2025-03-12T09:41:00.000Z" />
      </div>
      <ProgressBar
        label="Reading keys"
        value={12}
        total={40}
        valueText="12 of 40 pages"
        onCancel={() => undefined}
      />
      <ProgressBar label="Looking for apps" value={3} total={null} valueText="3 apps so far" />
      <Countdown label="Hidden again in" remainingText="8 s" remainingShare={0.8} />
    </Section>
  );
}

function Material() {
  return (
    <Section title="Key material">
      <DescriptionList
        items={[
          {
            term: 'Publish',
            details: (
              <KeyMaterial
                label="Publish key"
                state="identifier"
                text="pub-c-8f21a5de-4411-4e0b-9a55-01ab77f3c04d"
                actions={<IconButton icon="copy" label="Copy publish key" size="small" />}
              />
            ),
          },
          {
            term: 'Secret',
            details: (
              <KeyMaterial
                label="Secret key"
                state="masked"
                stub="sec-c-Ab12x"
                actions={
                  <>
                    <IconButton icon="reveal" label="Reveal secret key" size="small" />
                    <IconButton icon="copy" label="Copy secret key" size="small" />
                  </>
                }
              />
            ),
          },
          {
            term: 'Revealed',
            details: (
              <KeyMaterial
                label="Secret key, revealed"
                state="revealed"
                secretText="sec-c-Ab12xRKCANARY0f1e2d3c4b5a69788796a5b4c3d2e1f0"
                actions={<IconButton icon="hide" label="Hide secret key" size="small" />}
              />
            ),
          },
          { term: 'Custody', details: 'In the keychain of this computer' },
          {
            term: 'Created',
            details: <Age ageText="412 d ago" exactText="12 March 2025, 09:41" />,
          },
        ]}
      />
    </Section>
  );
}

function Banners() {
  return (
    <Section title="Banners">
      <Banner tone="info" title="Offline. Keys as of 09:41.">
        Reading works; changes wait for the network.
      </Banner>
      <Banner tone="success" title="The new key works" onDismiss={() => undefined}>
        Signed grant answered 200 at 09:44.
      </Banner>
      <Banner
        tone="warning"
        title="Messages do not move"
        actions={<Button size="small">Read what else stays</Button>}
      >
        History, presence and files stay with the old keyset.
      </Banner>
      <Banner
        tone="danger"
        title="PubNub refused the change"
        actions={
          <>
            <Button size="small">Sign in again</Button>
            <Button size="small" variant="quiet">
              Show details
            </Button>
          </>
        }
      >
        The session has ended. Nothing was changed.
      </Banner>
    </Section>
  );
}

function Changes() {
  return (
    <Section title="Diff">
      <DiffLines
        label="Changes to orders-prod"
        lines={[
          { kind: 'unchanged', text: 'presence on' },
          { kind: 'removed', text: 'history 7 days' },
          { kind: 'added', text: 'history 30 days', note: 'more is kept' },
          ...['files', 'push', 'streams', 'functions'].map((text) => ({
            kind: 'unchanged' as const,
            text,
          })),
          { kind: 'added', text: 'publish on chat:*', note: 'on every channel of chat' },
        ]}
      />
    </Section>
  );
}

const hostileNames = [
  '<img src=x onerror=alert(1)>',
  'prod\u202Etset',
  'a\u0000b\u001B[31m\u200Bc',
  'مفاتيح الإنتاج',
  'n'.repeat(10_000),
  '',
];

function Names() {
  return (
    <Section title="Names from elsewhere">
      {hostileNames.map((name) => (
        <div key={name}>
          <UntrustedText text={name} /> (4)
        </div>
      ))}
    </Section>
  );
}
