import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { ButtonLink } from '@backstage/ui';
import {
  AsyncContent,
  EmptyState,
  Pager,
  Panel,
  useAsyncData,
  useTexts,
} from '@countersign/plugin-governance-react';
import { useState } from 'react';
import { chaosDrillsApiRef } from '../api';
import { experimentsRouteRef } from '../routes';
import { chaosDrillsTranslationRef } from '../translation';
import { DrillRows } from './DrillRows';
import styles from './Drills.module.css';
import { PlanTable } from './PlanTable';

/** The tab "Drills": what has to be drilled on the entity of the page, and every drill of it. */
export function EntityDrills() {
  const { t } = useTexts(chaosDrillsTranslationRef);
  const { entity } = useEntity();
  const entityRef = stringifyEntityRef(entity).toLocaleLowerCase('en-US');
  const api = useApi(chaosDrillsApiRef);
  const experiments = useRouteRef(experimentsRouteRef)?.();
  // The cursors of the pages before this one: the way back.
  const [cursors, setCursors] = useState<string[]>([]);
  const cursor = cursors.at(-1);
  const drills = useAsyncData(
    `${entityRef} ${cursor ?? ''}`,
    signal => api.listDrills({ entity: [entityRef], cursor }, { signal }),
    { keepPrevious: true, refetchOnFocus: true },
  );
  const plan = useAsyncData(`plan of ${entityRef}`, signal =>
    api.getPlan({ signal }),
  );
  const due = plan.data?.items.filter(item => item.entity === entityRef) ?? [];
  return (
    <div className={styles.stack}>
      {due.length > 0 && (
        <Panel title={t('meeting.tab.due')}>
          <PlanTable items={due} hideEntity />
        </Panel>
      )}
      <AsyncContent what={t('meeting.tab.what')} rows={8} result={drills}>
        {({ items, nextCursor, count }) =>
          items.length === 0 ? (
            <EmptyState
              title={t('meeting.tab.empty', {
                item: entity.metadata.title ?? entity.metadata.name,
              })}
              description={t('meeting.tab.emptyDetail')}
              action={
                experiments && (
                  <ButtonLink
                    href={`${experiments}?${new URLSearchParams({
                      entity: entityRef,
                    })}`}
                  >
                    {t('plan.chooseExperiment')}
                  </ButtonLink>
                )
              }
            />
          ) : (
            <>
              <span className={styles.quiet} role="status">
                {t('meeting.tab.count', { count: count.value })}
              </span>
              <DrillRows drills={items} isStale={drills.isRefreshing} />
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
