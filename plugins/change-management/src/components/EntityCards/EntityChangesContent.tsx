import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { ButtonLink, useBreakpoint } from '@backstage/ui';
import { RiAddLine } from '@remixicon/react';
import { useState } from 'react';
import {
  EmptyState,
  ErrorPanel,
  Pager,
  SkeletonRows,
  useAsyncData,
  useTexts,
} from '@countersign/plugin-governance-react';
import { changeManagementApiRef } from '../../api';
import { useNewChangeLink } from '../../hooks/useNewChangeLink';
import { changeManagementTranslationRef } from '../../translation';
import { ChangeCards } from '../ListPage/ChangeCards';
import { ChangesTable } from '../ListPage/ChangesTable';
import styles from './EntityCards.module.css';

/** The tab "Changes": every change of the entity of the page, and the way to a new one. */
export function EntityChangesContent() {
  const { t } = useTexts(changeManagementTranslationRef);
  const { entity } = useEntity();
  const item = stringifyEntityRef(entity);
  const api = useApi(changeManagementApiRef);
  const narrow = useBreakpoint().down('sm');
  // The cursors of the pages before this one: the way back.
  const [cursors, setCursors] = useState<string[]>([]);
  const cursor = cursors.at(-1);
  const changes = useAsyncData(
    `changes:${item}:${cursor ?? ''}`,
    signal => api.listChanges({ item: [item], cursor, limit: 25 }, { signal }),
    { keepPrevious: true },
  );
  const href = useNewChangeLink()({ item });
  const page = changes.data;

  const newChange = href && (
    <ButtonLink variant="primary" iconStart={<RiAddLine />} href={href}>
      {t('cards.tab.new')}
    </ButtonLink>
  );

  return (
    <div className={styles.body}>
      {changes.error && (
        <ErrorPanel
          what={t('cards.tab.what')}
          error={changes.error}
          onRetry={changes.refetch}
        />
      )}
      {changes.isPending && (
        <SkeletonRows rows={8} height={40} what={t('cards.tab.what')} />
      )}
      {page && !page.items.length && (
        <EmptyState
          title={t('cards.tab.empty', {
            item: entity.metadata.title ?? entity.metadata.name,
          })}
          description={t('cards.tab.emptyDetail')}
          action={newChange}
        />
      )}
      {page && page.items.length > 0 && (
        <>
          <div className={styles.head}>
            {newChange}
            <span className={styles.quiet} role="status">
              {page.count.capped
                ? t('cards.tab.countCapped', {
                    total: String(page.count.value),
                  })
                : t('cards.tab.count', { count: page.count.value })}
            </span>
          </div>
          {narrow ? (
            <ChangeCards changes={page.items} />
          ) : (
            <ChangesTable changes={page.items} isStale={changes.isRefreshing} />
          )}
          {(cursors.length > 0 || page.nextCursor) && (
            <Pager
              onPrevious={
                cursors.length
                  ? () => setCursors(before => before.slice(0, -1))
                  : undefined
              }
              onNext={
                page.nextCursor
                  ? () => setCursors(before => [...before, page.nextCursor!])
                  : undefined
              }
            />
          )}
        </>
      )}
    </div>
  );
}
