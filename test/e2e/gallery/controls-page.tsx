import { useState } from 'react';
import { announce } from '../../../renderer/ui/announce.ts';
import { Banner } from '../../../renderer/ui/banner.tsx';
import { Button } from '../../../renderer/ui/button.tsx';
import { Dialog } from '../../../renderer/ui/dialog.tsx';
import { IconButton } from '../../../renderer/ui/icon-button.tsx';
import { Kbd } from '../../../renderer/ui/kbd.tsx';
import { Menu } from '../../../renderer/ui/menu.tsx';
import { Palette } from '../../../renderer/ui/palette.tsx';
import { Tabs } from '../../../renderer/ui/tabs.tsx';
import { TextLink } from '../../../renderer/ui/text-link.tsx';
import { Toolbar } from '../../../renderer/ui/toolbar.tsx';
import styles from './gallery.module.css';
import { Section } from './section.tsx';

export function ControlsPage() {
  return (
    <main className={styles['page']}>
      <h1>Controls</h1>
      <div className={styles['sections']}>
        <Buttons />
        <Overlays />
        <TabsSection />
        <ToolbarSection />
      </div>
    </main>
  );
}

function Buttons() {
  const [count, setCount] = useState(0);
  const [release, setRelease] = useState<(() => void) | null>(null);
  const startSlowWork = async () => {
    setCount((before) => before + 1);
    await new Promise<void>((resolve) => {
      setRelease(() => resolve);
    });
    setRelease(null);
  };
  return (
    <Section title="Buttons">
      <div className={styles['row']}>
        <Button variant="primary" icon="rotate">
          Rotate…
        </Button>
        <Button icon="edit">Edit settings</Button>
        <Button variant="quiet">Show history</Button>
        <Button variant="danger">Disable keyset</Button>
        <Button variant="danger-quiet">Disable (final)…</Button>
      </div>
      <div className={styles['row']}>
        <Button variant="primary" isPending>
          Saving
        </Button>
        <Button isPending icon="refresh">
          Reading keys
        </Button>
        <Button variant="danger" isPending>
          Disabling
        </Button>
        <Button isDisabled>Not possible</Button>
        <Button variant="primary" isDisabled>
          Not possible
        </Button>
        <Button variant="quiet" isDisabled>
          Not possible
        </Button>
      </div>
      <div className={styles['row']}>
        <Button size="small">Small</Button>
        <Button size="small" variant="primary">
          Small
        </Button>
        <IconButton icon="copy" label="Copy publish key" shortcut="Mod+C" />
        <IconButton icon="reveal" label="Reveal secret key" />
        <IconButton icon="filter" label="Show filters" isPressed />
        <IconButton icon="refresh" label="Read again" isPending />
        <IconButton icon="delete" label="Delete" isDisabled />
        <IconButton icon="close" label="Close" size="small" />
        <TextLink isExternal onPress={() => undefined}>
          PubNub console
        </TextLink>
      </div>
      <div className={styles['row']}>
        <Button onPress={startSlowWork}>Start slow work</Button>
        <Button variant="quiet" isDisabled={release === null} onPress={() => release?.()}>
          Finish it
        </Button>
        <output>Started {count} times</output>
      </div>
    </Section>
  );
}

const menuItems = [
  { id: 'edit', label: 'Edit settings…', icon: 'edit', shortcut: 'E' },
  { id: 'rotate', label: 'Rotate…', icon: 'rotate', shortcut: 'R' },
  { id: 'names', label: 'Show names', isChecked: true },
  {
    id: 'move',
    label: 'Move to another app',
    description: 'PubNub cannot do this.',
    isDisabled: true,
  },
  'separator',
  { id: 'disable', label: 'Disable (final)…', icon: 'danger', isDanger: true },
] as const;

function Overlays() {
  const [open, setOpen] = useState<'none' | 'confirm' | 'danger' | 'palette'>('none');
  const [done, setDone] = useState('nothing yet');
  const close = () => {
    setOpen('none');
  };
  return (
    <Section title="Menus, dialogs, palette">
      <div className={styles['row']}>
        <Menu
          label="More actions for orders-prod"
          items={menuItems}
          onAction={(id) => {
            setDone(`chose ${id}`);
            if (id === 'disable') setOpen('danger');
          }}
        />
        <Menu
          label="Sort keys"
          text="Sort: age"
          items={[
            { id: 'age', label: 'Age', isChecked: true },
            { id: 'name', label: 'Name' },
          ]}
          onAction={(id) => {
            setDone(`sorted by ${id}`);
          }}
        />
        <Button onPress={() => setOpen('confirm')}>Forget connection…</Button>
        <Button variant="danger-quiet" onPress={() => setOpen('danger')}>
          Disable orders-old…
        </Button>
        <Button variant="quiet" onPress={() => setOpen('palette')}>
          Commands <Kbd keys="Mod+K" />
        </Button>
        <Button variant="quiet" onPress={() => announce('Copied.')}>
          Announce
        </Button>
      </div>
      <output>Last: {done}</output>
      <Dialog
        isOpen={open === 'confirm'}
        onClose={close}
        title="Forget the connection “Work account”?"
        confirmLabel="Forget connection"
        onConfirm={() => {
          setDone('forgot');
          close();
        }}
      >
        <p>
          Its 12 keys leave the list. Nothing changes at PubNub. Two secrets exist nowhere else and
          are deleted with it.
        </p>
      </Dialog>
      <Dialog
        isOpen={open === 'danger'}
        onClose={close}
        tone="danger"
        title="Disable orders-old?"
        confirmLabel="Disable keyset"
        typedConfirmation={{ label: 'Type orders-old to confirm', expectedText: 'orders-old' }}
        onConfirm={(typedText) => {
          setDone(`disabled ${typedText}`);
          close();
        }}
        error={
          <Banner tone="danger" title="PubNub did not answer">
            Nothing was changed. Try again, or look at the key there.
          </Banner>
        }
      >
        <p>
          A disabled keyset cannot be re-enabled. Clients that use it are refused from the next
          request on.
        </p>
      </Dialog>
      <GalleryPalette isOpen={open === 'palette'} onClose={close} onDone={setDone} />
    </Section>
  );
}

interface GalleryPaletteProps {
  isOpen: boolean;
  onClose: () => void;
  onDone: (what: string) => void;
}

function GalleryPalette({ isOpen, onClose, onDone }: GalleryPaletteProps) {
  const [query, setQuery] = useState('');
  const items = [
    { id: 'keys', label: 'Go to All keys', icon: 'key', shortcut: 'G' },
    { id: 'orders', label: 'orders-prod', icon: 'key', detail: 'PubNub · Orders' },
    { id: 'lock', label: 'Lock Rekey', icon: 'lock', shortcut: 'Mod+L' },
  ] as const;
  return (
    <Palette
      isOpen={isOpen}
      onClose={onClose}
      label="Commands"
      placeholder="Search commands and keys…"
      query={query}
      onQueryChange={setQuery}
      items={items.filter((item) => item.label.toLowerCase().includes(query.toLowerCase()))}
      onAction={(id) => {
        onDone(`ran ${id}`);
      }}
    />
  );
}

function TabsSection() {
  const [tab, setTab] = useState<'scope' | 'history' | 'notes'>('scope');
  return (
    <Section title="Tabs">
      <Tabs
        label="Key details"
        selectedId={tab}
        onSelectionChange={setTab}
        tabs={[
          { id: 'scope', label: 'Scope', content: <p>May publish on every channel.</p> },
          { id: 'history', label: 'History', count: 4, content: <p>Rotated four times.</p> },
          { id: 'notes', label: 'Notes', content: <p>Owner: payments team.</p> },
        ]}
      />
    </Section>
  );
}

function ToolbarSection() {
  return (
    <Section title="Toolbar and keys">
      <Toolbar label="Key actions">
        <Button size="small" icon="rotate">
          Rotate…
        </Button>
        <Button size="small">Edit</Button>
        <IconButton icon="copy" label="Copy name" size="small" />
      </Toolbar>
      <div className={styles['row']}>
        <Kbd keys="Mod+K" /> <Kbd keys="/" /> <Kbd keys="Escape" /> <Kbd keys="?" />
      </div>
    </Section>
  );
}
