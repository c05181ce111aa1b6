import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import {
  AsyncContent,
  EmptyState,
  Pager,
  useAsyncData,
  useTexts,
} from '@countersign/plugin-governance-react';
import { useState } from 'react';
import { incidentManagementApiRef } from '../../api';
import { incidentManagementTranslationRef } from '../../translation';
import { DeclareButton } from '../DeclareButton';
import { IncidentRows } from '../IncidentRows';
import styles from './EntityIncidents.module.css';

/** The tab "Incidents": every incident that affected the entity of the page, and the way to declare one. */
export function EntityIncidents() {
  const { t } = useTexts(incidentManagementTranslationRef);
  const { entity } = useEntity();
  const entityRef = stringifyEntityRef(entity);
  const api = useApi(incidentManagementApiRef);
  // The cursors of the pages before this one: the way back.
  const [cursors, setCursors] = useState<string[]>([]);
  const cursor = cursors.at(-1);
  const incidents = useAsyncData(
    `${entityRef} ${cursor ?? ''}`,
    signal => api.listIncidents({ entityRef: [entityRef], cursor }, { signal }),
    { keepPrevious: true, refetchOnFocus: true },
  );
  const declare = <DeclareButton entity={entityRef} />;
  return (
    <div className={styles.body}>
      <AsyncContent what={t('entity.tab.what')} rows={8} result={incidents}>
        {({ items, nextCursor, count }) =>
          items.length === 0 ? (
            <EmptyState
              title={t('entity.tab.empty', {
                item: entity.metadata.title ?? entity.metadata.name,
              })}
              description={t('entity.tab.emptyDetail')}
              action={declare}
            />
          ) : (
            <>
              <div className={styles.head}>
                {declare}
                <span className={styles.quiet} role="status">
                  {count.capped
                    ? t('entity.tab.countCapped', {
                        total: String(count.value),
                      })
                    : t('entity.tab.count', { count: count.value })}
                </span>
              </div>
              <IncidentRows
                incidents={items}
                isStale={incidents.isRefreshing}
              />
              {(cursors.length > 0 || nextCursor) && (
                <Pager
                  onPrevious={
                    cursors.length
                      ? () => setCursors(before => before.slice(0, -1))
                      : undefined
                  }
                  onNext={
                    nextCursor
                      ? () => setCursors(before => [...before, nextCursor])
                      : undefined
                  }
                />
              )}
            </>
          )
        }
      </AsyncContent>
    </div>
  );
}
