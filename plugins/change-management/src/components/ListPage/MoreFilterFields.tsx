import { Checkbox, Select } from '@backstage/ui';
import {
  changePeriods,
  closeCodes,
} from '@countersign/plugin-change-management-common';
import {
  EntityPicker,
  PeriodFilter,
  useTexts,
} from '@countersign/plugin-governance-react';
import { changeManagementTranslationRef } from '../../translation';
import { ListFilters } from './listFilters';
import styles from './ListPage.module.css';

const usualEnvironments = ['development', 'staging', 'production'];

/** The fields behind the button: pickers and dates, which weigh more than the list itself. */
export function MoreFilterFields(props: {
  filters: ListFilters;
  onChange(change: Partial<ListFilters>): void;
}) {
  const { filters, onChange } = props;
  const { t } = useTexts(changeManagementTranslationRef);
  const environments = [
    ...new Set([...usualEnvironments, ...filters.environment]),
  ];
  return (
    <div className={styles.more}>
      <Select
        label={t('list.filter.environment')}
        selectionMode="multiple"
        placeholder={t('list.any')}
        options={environments.map(id => ({ id, label: id }))}
        value={filters.environment}
        onChange={keys => onChange({ environment: keys.map(String) })}
      />
      <PeriodFilter
        names={changePeriods.map(id => ({
          id,
          label: t(`list.period.${id}`),
        }))}
        periods={filters.periods}
        onChange={periods => onChange({ periods })}
      />
      <Select
        label={t('list.filter.closeCode')}
        selectionMode="multiple"
        placeholder={t('list.any')}
        options={closeCodes.map(id => ({
          id,
          label: t(`shared.closeCode.${id}`),
        }))}
        value={filters.closeCode}
        onChange={keys => onChange({ closeCode: keys.map(String) })}
      />
      <EntityPicker
        label={t('list.filter.team')}
        kinds={['Group']}
        value={filters.team}
        onChange={team => onChange({ team })}
      />
      <EntityPicker
        label={t('list.filter.item')}
        kinds={['Component', 'Resource', 'API', 'System']}
        value={filters.item}
        onChange={item => onChange({ item })}
      />
      <EntityPicker
        label={t('list.filter.requester')}
        kinds={['User']}
        value={filters.requester}
        onChange={requester => onChange({ requester })}
      />
      <EntityPicker
        label={t('list.filter.implementer')}
        kinds={['User']}
        value={filters.implementer}
        onChange={implementer => onChange({ implementer })}
      />
      <Checkbox
        isSelected={filters.onHold}
        onChange={onHold => onChange({ onHold })}
      >
        {t('list.onHold')}
      </Checkbox>
      <Checkbox
        isSelected={filters.overdue}
        onChange={overdue => onChange({ overdue })}
      >
        {t('list.overdue')}
      </Checkbox>
    </div>
  );
}
