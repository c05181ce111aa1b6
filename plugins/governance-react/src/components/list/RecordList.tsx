import { Button } from '@backstage/ui';
import { Page } from '@countersign/plugin-governance-common';
import { ReactNode, RefObject } from 'react';
import { AsyncData } from '../../hooks';
import { governanceTranslationRef } from '../../translation';
import { EmptyState, ErrorPanel, SkeletonRows } from '../states';
import styles from './list.module.css';
import { Pager } from './Pager';
import { useTexts } from '../../hooks/useTexts';

/** What stands where a list has no rows: what would fill it, and the button. */
export interface EmptyList {
  title: string;
  description: string;
  action?: ReactNode;
}

/** The rows of a list and its pages: a skeleton, an error that can be retried, that there is nothing, or the rows. */
export function RecordList<T>(props: {
  /** What is loaded, as a noun phrase: "the changes". */
  what: string;
  result: Pick<AsyncData<Page<T>>, 'data' | 'error' | 'isPending' | 'refetch'>;
  /** Of the rows: keys move within it. */
  listRef?: RefObject<HTMLDivElement>;
  isFiltered: boolean;
  /** Of a list without a record, and of one whose filters nothing matches. */
  empty: EmptyList;
  filteredEmpty: Omit<EmptyList, 'action'>;
  /** From `useFiltersInAddress`. */
  page: {
    cursor?: string;
    clear(): void;
    next(cursor: string): void;
    previous?: () => void;
    first?: () => void;
  };
  /** The keys of the list, in words. */
  keys?: string;
  children(items: T[]): ReactNode;
}) {
  const { what, result, isFiltered, empty, filteredEmpty, page } = props;
  const { t } = useTexts(governanceTranslationRef);
  const { data, error, isPending, refetch } = result;
  const nextCursor = data?.nextCursor;
  return (
    <>
      {error && <ErrorPanel what={what} error={error} onRetry={refetch} />}
      <div ref={props.listRef} className={styles.list}>
        {isPending && <SkeletonRows rows={12} height={36} what={what} />}
        {data && data.items.length > 0 && props.children(data.items)}
        {data?.items.length === 0 && isFiltered && (
          <EmptyState
            {...filteredEmpty}
            action={
              <Button variant="secondary" onPress={page.clear}>
                {t('list.clear')}
              </Button>
            }
          />
        )}
        {data?.items.length === 0 && !isFiltered && <EmptyState {...empty} />}
      </div>
      {data && (nextCursor || page.cursor) && (
        <Pager
          onFirst={page.first}
          onPrevious={page.previous}
          onNext={nextCursor ? () => page.next(nextCursor) : undefined}
        />
      )}
      {props.keys && (
        <p className={styles.keys}>
          <small>{props.keys}</small>
        </p>
      )}
    </>
  );
}
