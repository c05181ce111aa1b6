import { Select } from '@backstage/ui';
import { CountedPage } from '@countersign/plugin-governance-common';
import { ReactNode } from 'react';
import { governanceTranslationRef } from '../../translation';
import styles from './list.module.css';
import { useTexts } from '../../hooks/useTexts';

/** How many records match, and in which order they stand. */
export function ListSummary<S extends string>(props: {
  /** What is counted: "change" and "changes". */
  noun: { one: string; many: string };
  count?: CountedPage<unknown>['count'];
  sort?: {
    value: S;
    options: readonly { id: S; label: string }[];
    onChange(sort: S): void;
  };
  /** Beside the order, such as a button that exports. */
  children?: ReactNode;
}) {
  const { noun, count, sort } = props;
  const { t } = useTexts(governanceTranslationRef);
  let text = '';
  if (count) {
    const value = count.value.toLocaleString('en-GB');
    text = t(count.capped ? 'list.countCapped' : 'list.count', {
      value,
      what: count.value === 1 && !count.capped ? noun.one : noun.many,
    });
  }
  return (
    <div className={styles.summary}>
      <span role="status">{text}</span>
      <div className={styles.order}>
        {props.children}
        {sort && (
          <Select
            className={styles.sort}
            aria-label={t('list.sort')}
            size="small"
            options={sort.options}
            value={sort.value}
            onChange={key => {
              const chosen = sort.options.find(({ id }) => id === key);
              if (chosen) sort.onChange(chosen.id);
            }}
          />
        )}
      </div>
    </div>
  );
}
