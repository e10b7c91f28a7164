import { useState, type ReactNode } from 'react';
import { Age } from '../../../renderer/ui/age.tsx';
import { Badge } from '../../../renderer/ui/badge.tsx';
import { Button } from '../../../renderer/ui/button.tsx';
import { DescriptionList } from '../../../renderer/ui/description-list.tsx';
import { IconButton } from '../../../renderer/ui/icon-button.tsx';
import { Kbd } from '../../../renderer/ui/kbd.tsx';
import { KeyMaterial } from '../../../renderer/ui/key-material.tsx';
import { Menu } from '../../../renderer/ui/menu.tsx';
import { NavItem } from '../../../renderer/ui/nav-item.tsx';
import { NavList } from '../../../renderer/ui/nav-list.tsx';
import { Pane } from '../../../renderer/ui/pane.tsx';
import { ProviderMark } from '../../../renderer/ui/provider-mark.tsx';
import { SearchField } from '../../../renderer/ui/search-field.tsx';
import { SplitLayout } from '../../../renderer/ui/split-layout.tsx';
import { StatusMark } from '../../../renderer/ui/status-mark.tsx';
import { Tabs } from '../../../renderer/ui/tabs.tsx';
import styles from './gallery.module.css';

export function LayoutPage() {
  const [isOpen, setIsOpen] = useState(true);
  return (
    <SplitLayout
      navigation={<GalleryNavigation />}
      details={isOpen ? <Details onClose={() => setIsOpen(false)} /> : null}
      detailsLabel="Key details"
      onDetailsClose={() => setIsOpen(false)}
      statusBar={<span>Sandbox · nothing leaves this machine</span>}
    >
      <KeyList />
    </SplitLayout>
  );
}

export function GalleryNavigation({ children }: { children?: ReactNode }) {
  return (
    <>
      <NavList label="Main">
        <NavItem href="#keys" icon="key" isCurrent>
          All keys
        </NavItem>
        <NavItem
          href="#attention"
          icon="attention"
          count={{ value: 7, meaning: 'need attention', isAttention: true }}
        >
          Attention
        </NavItem>
        <NavItem href="#rotations" icon="rotate" count={{ value: 1, meaning: 'open' }}>
          Rotations
        </NavItem>
        <NavItem href="#vault" icon="vault">
          Vault
        </NavItem>
        <NavItem href="#activity" icon="activity">
          Activity
        </NavItem>
      </NavList>
      <NavList label="Accounts" isLabelShown>
        <NavItem href="#work" mark={<ProviderMark letters="Pn" hue={15} />}>
          Work account
        </NavItem>
        <NavItem href="#ably" mark={<ProviderMark letters="Ab" hue={40} />}>
          Ably
        </NavItem>
        <NavItem href="#settings" icon="settings">
          Settings
        </NavItem>
      </NavList>
      {children}
    </>
  );
}

const names = ['orders-prod', 'orders-dev', 'orders-old', 'chat-server', 'chat-browser', 'billing'];

function KeyList() {
  const [query, setQuery] = useState('');
  return (
    <Pane
      title="All keys"
      subtitle="1,204 keys · as of 09:41 · offline"
      padding="none"
      actions={
        <>
          <Menu
            label="Sort keys"
            text="Sort: age"
            items={[{ id: 'age', label: 'Age', isChecked: true }]}
            onAction={() => undefined}
          />
          <Button icon="add">Create key</Button>
        </>
      }
      toolbar={
        <SearchField
          label="Search keys"
          value={query}
          onChange={setQuery}
          placeholder="Search or filter…"
          hint={<Kbd keys="/" />}
        />
      }
    >
      <table className={styles['grid']} aria-label="Keys">
        <tbody>
          {names.map((name, index) => (
            <tr key={name} aria-selected={index === 0}>
              <td>
                <strong>{name}</strong>
              </td>
              <td>
                <Badge tone={index % 2 === 0 ? 'accent' : 'neutral'}>
                  {index % 2 === 0 ? 'production' : 'testing'}
                </Badge>
              </td>
              <td>
                <StatusMark
                  status={index === 2 ? 'ended' : 'active'}
                  word={index === 2 ? 'disabled' : 'active'}
                />
              </td>
              <td>
                <Age ageText={`${String(412 - index * 61)} d`} exactText="12 March 2025, 09:41" />
              </td>
              <td>{index === 0 && <StatusMark status="attention" word="over 365 d" />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Pane>
  );
}

function Details({ onClose }: { onClose: () => void }) {
  const [tab, setTab] = useState<'scope' | 'history' | 'notes'>('scope');
  return (
    <Pane
      title="orders-prod"
      level={2}
      subtitle="PubNub · Orders · production"
      actions={
        <IconButton icon="close" label="Close details" shortcut="Escape" onPress={onClose} />
      }
      footer={
        <>
          <Button variant="primary" icon="rotate">
            Rotate…
          </Button>
          <Button icon="edit">Edit</Button>
          <Button variant="danger-quiet">Disable (final)…</Button>
        </>
      }
    >
      <StatusMark status="active" word="active" /> ·{' '}
      <Age ageText="412 d old" exactText="12 March 2025, 09:41" />
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
        ]}
      />
      <Tabs
        label="About this key"
        selectedId={tab}
        onSelectionChange={setTab}
        tabs={[
          { id: 'scope', label: 'Scope', content: <p>Presence on, history 7 days, files off.</p> },
          { id: 'history', label: 'History', count: 2, content: <p>Created, renamed.</p> },
          { id: 'notes', label: 'Notes', content: <p>None yet.</p> },
        ]}
      />
    </Pane>
  );
}
