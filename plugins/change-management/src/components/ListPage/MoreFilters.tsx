import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Checkbox,
  DialogTrigger,
  Popover,
  Select,
} from '@backstage/ui';
import { RiFilter3Line } from '@remixicon/react';
import { changeManagementTranslationRef } from '../../translation';
import { EntityPicker } from '../EntityPicker';
import { ListFilters } from './listFilters';
import styles from './ListPage.module.css';

const usualEnvironments = ['development', 'staging', 'production'];

/** Environment, team, item, requester and hold, which are asked for less often. */
export function MoreFilters(props: {
  filters: ListFilters;
  onChange(change: Partial<ListFilters>): void;
}) {
  const { filters, onChange } = props;
  const { t } = useTranslationRef(changeManagementTranslationRef);
  const active =
    filters.environment.length +
    filters.team.length +
    filters.item.length +
    filters.requester.length +
    (filters.onHold ? 1 : 0);
  const environments = [
    ...new Set([...usualEnvironments, ...filters.environment]),
  ];
  return (
    <DialogTrigger>
      <Button size="small" variant="secondary" iconStart={<RiFilter3Line />}>
        {active
          ? `${t('list.moreFilters')} (${active})`
          : t('list.moreFilters')}
      </Button>
      <Popover placement="bottom end" className={styles.popover}>
        <div className={styles.more}>
          <Select
            label={t('list.filter.environment')}
            selectionMode="multiple"
            placeholder={t('list.any')}
            options={environments.map(id => ({ id, label: id }))}
            value={filters.environment}
            onChange={keys => onChange({ environment: keys.map(String) })}
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
          <Checkbox
            isSelected={filters.onHold}
            onChange={onHold => onChange({ onHold })}
          >
            {t('list.onHold')}
          </Checkbox>
        </div>
      </Popover>
    </DialogTrigger>
  );
}
