import { ToggleButton } from '@backstage/ui';
import {
  changeStates,
  changeTypes,
  riskLevels,
} from '@countersign/plugin-change-management-common';
import {
  FilterRow,
  FilterSelect,
  useTexts,
} from '@countersign/plugin-governance-react';
import { ReactNode, RefObject, useCallback } from 'react';
import { changeManagementTranslationRef } from '../../translation';
import { isFiltered, ListFilters } from './listFilters';
import { MoreFilters } from './MoreFilters';

/** The filters: the usual ones in the row, the others behind one button. */
export function FilterBar(props: {
  filters: ListFilters;
  /** Stands before the filters. */
  views: ReactNode;
  searchRef: RefObject<HTMLInputElement>;
  onChange(change: Partial<ListFilters>): void;
  onClear(): void;
}) {
  const { filters, views, searchRef, onChange, onClear } = props;
  const { t } = useTexts(changeManagementTranslationRef);
  const choices = {
    state: changeStates.map(id => ({ id, label: t(`shared.state.${id}`) })),
    type: changeTypes.map(id => ({ id, label: t(`shared.type.${id}`) })),
    risk: riskLevels.map(id => ({ id, label: t(`shared.risk.${id}`) })),
  };
  const onSearch = useCallback((q: string) => onChange({ q }), [onChange]);
  return (
    <FilterRow
      views={views}
      search={{
        label: t('list.search'),
        placeholder: t('list.searchPlaceholder'),
        value: filters.q,
        onChange: onSearch,
        inputRef: searchRef,
      }}
      isFiltered={isFiltered(filters)}
      onClear={onClear}
    >
      {(['state', 'type', 'risk'] as const).map(name => (
        <FilterSelect
          key={name}
          label={t(`list.filter.${name}`)}
          options={choices[name]}
          value={filters[name]}
          onChange={values => onChange({ [name]: values })}
        />
      ))}
      <ToggleButton
        isSelected={filters.awaitingMyApproval}
        onChange={awaitingMyApproval => onChange({ awaitingMyApproval })}
      >
        {t('list.mine')}
      </ToggleButton>
      <MoreFilters filters={filters} onChange={onChange} />
    </FilterRow>
  );
}
