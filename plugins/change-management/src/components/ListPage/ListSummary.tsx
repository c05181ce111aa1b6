import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select } from '@backstage/ui';
import { changeSorts } from '@countersign/plugin-change-management-common';
import { ReactNode } from 'react';
import { changeManagementTranslationRef } from '../../translation';
import { SortOrder } from './listFilters';
import styles from './ListPage.module.css';

/** How many changes match, and in which order they stand. */
export function ListSummary(props: {
  count?: { value: number; capped: boolean };
  sort: SortOrder;
  onSort(sort: SortOrder): void;
  exportButton: ReactNode;
}) {
  const { count, sort, onSort } = props;
  const { t } = useTranslationRef(changeManagementTranslationRef);
  let text = '';
  if (count) {
    const value = count.value.toLocaleString('en-GB');
    text = t('list.count', { value });
    if (count.capped) text = t('list.countCapped', { value });
    else if (count.value === 1) text = t('list.countOne');
  }
  return (
    <div className={styles.summary}>
      <span role="status">{text}</span>
      <div className={styles.order}>
        {props.exportButton}
        <Select
          className={styles.sort}
          aria-label={t('list.sort.label')}
          size="small"
          options={changeSorts.map(id => ({ id, label: t(`list.sort.${id}`) }))}
          value={sort}
          onChange={key => {
            const chosen = changeSorts.find(order => order === key);
            if (chosen) onSort(chosen);
          }}
        />
      </div>
    </div>
  );
}
