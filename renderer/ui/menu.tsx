import { Button } from 'react-aria-components/Button';
import { Menu as AriaMenu, MenuItem, MenuTrigger } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import { Separator } from 'react-aria-components/Separator';
import { Text } from 'react-aria-components/Text';
import { classNames } from './class-names.ts';
import { Icon, type IconName } from './icon.tsx';
import { Kbd } from './kbd.tsx';
import styles from './menu.module.css';

export interface MenuAction<T extends string> {
  id: T;
  label: string;
  icon?: IconName | undefined;
  shortcut?: string | undefined;
  /** Under the label: the consequence, or why it is disabled. */
  description?: string | undefined;
  isDanger?: boolean | undefined;
  isDisabled?: boolean | undefined;
  isChecked?: boolean | undefined;
}

export interface MenuProps<T extends string> {
  /** The accessible name of button and menu. */
  label: string;
  /** Words on the button; without them it is an icon. */
  text?: string | undefined;
  icon?: IconName | undefined;
  items: readonly (MenuAction<T> | 'separator')[];
  onAction: (id: T) => void;
  isDisabled?: boolean | undefined;
}

/** A button that opens a menu. */
export function Menu<T extends string>({
  label,
  text,
  icon = 'more',
  items,
  onAction,
  isDisabled = false,
}: MenuProps<T>) {
  const hasWords = text !== undefined;
  return (
    <MenuTrigger>
      <Button
        aria-label={label}
        className={classNames(styles['button'], hasWords && styles['withWords'])}
        isDisabled={isDisabled}
      >
        {(!hasWords || icon !== 'more') && <Icon name={icon} />}
        {hasWords && (
          <>
            <span>{text}</span>
            <Icon name="expanded" size={14} />
          </>
        )}
      </Button>
      <Popover className={styles['popover'] ?? ''} offset={4} placement="bottom end">
        <AriaMenu aria-label={label} className={styles['menu'] ?? ''}>
          {items.map((item, index) =>
            item === 'separator' ? (
              <Separator key={`separator-${String(index)}`} className={styles['separator'] ?? ''} />
            ) : (
              <MenuItem
                key={item.id}
                id={item.id}
                textValue={item.label}
                isDisabled={item.isDisabled ?? false}
                className={classNames(styles['item'], item.isDanger === true && styles['danger'])}
                onAction={() => {
                  onAction(item.id);
                }}
              >
                <MenuItemContent item={item} />
              </MenuItem>
            ),
          )}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}

function MenuItemContent({ item }: { item: MenuAction<string> }) {
  const icon = item.isChecked === true ? 'check' : item.icon;
  return (
    <>
      <span className={styles['icon']}>{icon !== undefined && <Icon name={icon} />}</span>
      <span className={styles['words']}>
        <Text slot="label">{item.label}</Text>
        {item.description !== undefined && (
          <Text slot="description" className={styles['description'] ?? ''}>
            {item.description}
          </Text>
        )}
      </span>
      {item.shortcut !== undefined && <Kbd keys={item.shortcut} />}
    </>
  );
}
