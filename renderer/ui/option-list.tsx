import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { Text } from 'react-aria-components/Text';
import { Icon } from './icon.tsx';
import type { Option } from './option.ts';
import { visibleText } from './visible-text.ts';
import styles from './option-list.module.css';

/** The open list of a Select or ComboBox. */
export function OptionList<T extends string>({ options }: { options?: readonly Option<T>[] }) {
  return (
    <ListBox
      className={styles['list'] ?? ''}
      {...(options === undefined ? {} : { items: options })}
      renderEmptyState={() => <div className={styles['empty']}>Nothing matches</div>}
    >
      {(option: Option<T>) => (
        <ListBoxItem
          id={option.value}
          textValue={visibleText(option.label)}
          isDisabled={option.isDisabled ?? false}
          className={styles['option'] ?? ''}
        >
          {({ isSelected }) => (
            <>
              <span className={styles['tick']}>
                {isSelected && <Icon name="check" size={14} />}
              </span>
              <span className={styles['words']}>
                <Text slot="label">{visibleText(option.label)}</Text>
                {option.description !== undefined && (
                  <Text slot="description" className={styles['description'] ?? ''}>
                    {option.description}
                  </Text>
                )}
              </span>
            </>
          )}
        </ListBoxItem>
      )}
    </ListBox>
  );
}
