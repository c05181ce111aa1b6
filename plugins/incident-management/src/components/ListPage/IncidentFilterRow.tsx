import { ToggleButton } from '@backstage/ui';
import {
  FilterRow,
  FilterSelect,
  shortName,
  useFiltersInAddress,
  useMyTeams,
  useTexts,
} from '@countersign/plugin-governance-react';
import { incidentStates } from '@countersign/plugin-incident-management-common';
import { RefObject, useCallback } from 'react';
import { incidentManagementTranslationRef } from '../../translation';
import { IncidentFilters, isFiltered, priorityIds } from './listFilters';
import { ListViews } from './ListViews';

/** The filters of incidents, which the list and the board have in common. */
export function IncidentFilterRow(props: {
  page: ReturnType<typeof useFiltersInAddress<IncidentFilters>>;
  /** Of the search field: `/` focuses it. */
  inputRef: RefObject<HTMLInputElement>;
}) {
  const { page, inputRef } = props;
  const { filters, setFilters } = page;
  const { t } = useTexts(incidentManagementTranslationRef);
  const { teams } = useMyTeams();
  const onSearch = useCallback((q: string) => setFilters({ q }), [setFilters]);
  const owners = [...new Set([...teams, ...filters.team])];
  return (
    <FilterRow
      views={<ListViews search={page.search} onChoose={page.choose} />}
      search={{
        label: t('list.search'),
        placeholder: t('list.searchPlaceholder'),
        value: filters.q,
        onChange: onSearch,
        inputRef,
      }}
      isFiltered={isFiltered(filters)}
      onClear={page.clear}
    >
      <FilterSelect
        label={t('list.filter.state')}
        options={incidentStates.map(id => ({
          id,
          label: t(`shared.state.${id}`),
        }))}
        value={filters.state}
        onChange={chosen =>
          setFilters({
            state: incidentStates.filter(id => chosen.includes(id)),
          })
        }
      />
      <FilterSelect
        label={t('list.filter.priority')}
        options={priorityIds.map(id => ({
          id,
          label: t('shared.priority.label', {
            word: t(`shared.priority.p${id}`),
            n: id,
          }),
        }))}
        value={filters.priority}
        onChange={chosen =>
          setFilters({
            priority: priorityIds.filter(id => chosen.includes(id)),
          })
        }
      />
      {owners.length > 0 && (
        <FilterSelect
          label={t('list.filter.team')}
          options={owners.map(ref => ({ id: ref, label: shortName(ref) }))}
          value={filters.team}
          onChange={team => setFilters({ team })}
        />
      )}
      <ToggleButton
        isSelected={filters.open}
        onChange={open => setFilters({ open })}
      >
        {t('list.filter.open')}
      </ToggleButton>
    </FilterRow>
  );
}
