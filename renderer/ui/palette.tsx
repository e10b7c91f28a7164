import { Autocomplete } from 'react-aria-components/Autocomplete';
import { Dialog } from 'react-aria-components/Dialog';
import { Input } from 'react-aria-components/Input';
import { Menu, MenuItem } from 'react-aria-components/Menu';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { SearchField } from 'react-aria-components/SearchField';
import { Text } from 'react-aria-components/Text';
import { Icon, type IconName } from './icon.tsx';
import { Kbd } from './kbd.tsx';
import styles from './palette.module.css';

export interface PaletteItem {
  id: string;
  label: string;
  icon?: IconName | undefined;
  /** In muted text at the right: where it leads. */
  detail?: string | undefined;
  shortcut?: string | undefined;
}

export interface PaletteProps {
  isOpen: boolean;
  onClose: () => void;
  label: string;
  placeholder: string;
  query: string;
  onQueryChange: (query: string) => void;
  /** Already filtered and ordered by the caller. */
  items: readonly PaletteItem[];
  onAction: (id: string) => void;
}

/** The command palette: a field, and under it what Enter would do. */
export function Palette({
  isOpen,
  onClose,
  label,
  placeholder,
  query,
  onQueryChange,
  items,
  onAction,
}: PaletteProps) {
  return (
    <ModalOverlay
      className={styles['overlay'] ?? ''}
      isDismissable
      isOpen={isOpen}
      onOpenChange={(isStillOpen) => {
        if (!isStillOpen) onClose();
      }}
    >
      <Modal className={styles['modal'] ?? ''}>
        <Dialog aria-label={label} className={styles['dialog'] ?? ''}>
          <Autocomplete inputValue={query} onInputChange={onQueryChange}>
            <SearchField aria-label={label} autoFocus className={styles['search'] ?? ''}>
              <Icon name="search" />
              <Input
                className={styles['input'] ?? ''}
                placeholder={placeholder}
                spellCheck={false}
              />
            </SearchField>
            <Menu
              aria-label={label}
              className={styles['list'] ?? ''}
              items={items}
              onAction={(key) => {
                onClose();
                onAction(String(key));
              }}
              renderEmptyState={() => <div className={styles['empty']}>Nothing matches</div>}
            >
              {(item) => <PaletteRow item={item} />}
            </Menu>
          </Autocomplete>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function PaletteRow({ item }: { item: PaletteItem }) {
  return (
    <MenuItem id={item.id} textValue={item.label} className={styles['item'] ?? ''}>
      <span className={styles['icon']}>{item.icon !== undefined && <Icon name={item.icon} />}</span>
      <Text slot="label" className={styles['words'] ?? ''}>
        {item.label}
      </Text>
      {item.detail !== undefined && <span className={styles['detail']}>{item.detail}</span>}
      {item.shortcut !== undefined && <Kbd keys={item.shortcut} />}
    </MenuItem>
  );
}
