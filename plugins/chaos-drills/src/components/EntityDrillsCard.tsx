import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Link } from '@backstage/ui';
import { Drill } from '@countersign/plugin-chaos-drills-common';
import {
  CardFrame,
  Facts,
  RecordNumber,
  RelativeTime,
  useNow,
  useTexts,
} from '@countersign/plugin-governance-react';
import { chaosDrillsApiRef, entityDrillsKey } from '../api';
import { drillRouteRef, runsRouteRef } from '../routes';
import { chaosDrillsTranslationRef } from '../translation';
import { drillSearchOf } from './drillFilters';
import styles from './Drills.module.css';
import { DetectionText, DrillBadge, OverdueBadge } from './looks';
import { isOverdue } from './planFilters';

/** Whether the entity of the page is drilled: what runs on it, the last drill with what came of it, and what is due next. */
export function EntityDrillsCard() {
  const { t } = useTexts(chaosDrillsTranslationRef);
  const { entity } = useEntity();
  const entityRef = stringifyEntityRef(entity).toLocaleLowerCase('en-US');
  const api = useApi(chaosDrillsApiRef);
  const now = useNow();
  const list = useRouteRef(runsRouteRef)?.();
  return (
    <CardFrame
      title={t('meeting.card.title')}
      what={t('meeting.card.what')}
      rows={3}
      name={entityDrillsKey(entityRef)}
      shared
      load={signal => api.getEntityDrills(entityRef, { signal })}
      aside={
        list && (
          <Link href={`${list}?${drillSearchOf({ entity: [entityRef] })}`}>
            {t('meeting.card.all')}
          </Link>
        )
      }
    >
      {({ running, last, next }) => (
        <Facts
          facts={[
            {
              id: 'running',
              label: t('meeting.card.running'),
              value: running && <DrillLine drill={running} />,
            },
            {
              id: 'last',
              label: t('meeting.card.last'),
              value: last ? (
                <DrillLine drill={last} />
              ) : (
                t('meeting.card.never')
              ),
            },
            {
              id: 'next',
              label: t('meeting.card.next'),
              value: next ? (
                <span className={styles.row}>
                  {next.scenario} <RelativeTime instant={next.dueAt} />
                  {isOverdue(next, now) && (
                    <OverdueBadge days={next.overdueDays} />
                  )}
                </span>
              ) : (
                t('meeting.card.nothingDue')
              ),
            },
          ]}
        />
      )}
    </CardFrame>
  );
}

function DrillLine({ drill }: { drill: Drill }) {
  const link = useRouteRef(drillRouteRef);
  const { number, scenario, endedAt, updatedAt } = drill;
  return (
    <span className={styles.row}>
      <RecordNumber number={number} href={link?.({ number })} hideCopy />
      {scenario}
      <RelativeTime instant={endedAt ?? updatedAt} />
      <DrillBadge drill={drill} />
      <DetectionText drill={drill} />
    </span>
  );
}
