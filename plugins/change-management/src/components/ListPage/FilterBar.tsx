import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, SearchField, Select, ToggleButton } from '@backstage/ui';
import {
  changeStates,
  changeTypes,
  riskLevels,
} from '@countersign/plugin-change-management-common';
import { ReactNode, RefObject, useEffect, useState } from 'react';
import { changeManagementTranslationRef } from '../../translation';
import { isFiltered, ListFilters } from './listFilters';
import styles from './ListPage.module.css';
import { MoreFilters } from './MoreFilters';

/** How long to wait for the next key before the list is asked, in milliseconds. */
const PAUSE = 300;

/** The filters: the usual ones in the row, the others behind one button. */
export function FilterBar(props: {
  filters: ListFilters;
  /** Stands before the filters. */
  views: ReactNode;
  searchRef: RefObject<HTMLInputElement>;
  onChange(change: Partial<ListFilters>): void;
  onClear(): void;
}) {
  const { filters, searchRef, onChange, onClear } = props;
  const { t } = useTranslationRef(changeManagementTranslationRef);
  const [text, setText] = useState(filters.q);
  useEffect(() => setText(filters.q), [filters.q]);
  useEffect(() => {
    if (text === filters.q) return undefined;
    const timer = setTimeout(() => onChange({ q: text }), PAUSE);
    return () => clearTimeout(timer);
  }, [text, filters.q, onChange]);

  const choices = {
    state: changeStates.map(id => ({ id, label: t(`shared.state.${id}`) })),
    type: changeTypes.map(id => ({ id, label: t(`shared.type.${id}`) })),
    risk: riskLevels.map(id => ({ id, label: t(`shared.risk.${id}`) })),
  };
  return (
    <div className={styles.filters} role="search">
      {props.views}
      <div className={styles.search} ref={searchContainer(searchRef)}>
        <SearchField
          aria-label={t('list.search')}
          placeholder={t('list.searchPlaceholder')}
          size="small"
          value={text}
          onChange={setText}
        />
      </div>
      {(['state', 'type', 'risk'] as const).map(name => (
        <div key={name} className={styles.select}>
          <Select
            aria-label={t(`list.filter.${name}`)}
            placeholder={t(`list.filter.${name}`)}
            size="small"
            selectionMode="multiple"
            options={choices[name]}
            value={filters[name]}
            onChange={keys => onChange({ [name]: keys.map(String) })}
          />
        </div>
      ))}
      <ToggleButton
        isSelected={filters.awaitingMyApproval}
        onChange={awaitingMyApproval => onChange({ awaitingMyApproval })}
      >
        {t('list.mine')}
      </ToggleButton>
      <MoreFilters filters={filters} onChange={onChange} />
      {isFiltered(filters) && (
        <Button size="small" variant="tertiary" onPress={onClear}>
          {t('list.clear')}
        </Button>
      )}
    </div>
  );
}

/** The search field of `@backstage/ui` hands out its wrapper; the key that focuses it needs the input within. */
function searchContainer(searchRef: RefObject<HTMLInputElement>) {
  return (element: HTMLDivElement | null) => {
    Object.assign(searchRef, { current: element?.querySelector('input') });
  };
}
