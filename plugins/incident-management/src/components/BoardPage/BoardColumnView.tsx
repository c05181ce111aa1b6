import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import {
  EntityLinks,
  RecordCards,
  useTexts,
} from '@countersign/plugin-governance-react';
import { useId } from 'react';
import { incidentRouteRef, rootRouteRef } from '../../routes';
import { incidentManagementTranslationRef } from '../../translation';
import { Marks, PriorityBadge, StateBadge } from '../badges';
import { Duration } from '../IncidentRows/Duration';
import { Leader } from '../IncidentRows/Leader';
import { IncidentFilters, searchOf } from '../ListPage/listFilters';
import { BoardColumn } from './boardColumns';
import styles from './BoardPage.module.css';
import { MoveButtons } from './MoveButtons';

/** The incidents of one state. */
export function BoardColumnView(props: {
  column: BoardColumn;
  filters: IncidentFilters;
  onMoved(): void;
}) {
  const { column, filters, onMoved } = props;
  const { state, page } = column;
  const { t } = useTexts(incidentManagementTranslationRef);
  const link = useRouteRef(incidentRouteRef);
  const list = useRouteRef(rootRouteRef)?.();
  const id = useId();
  const { value, capped } = page.count;
  const rest = searchOf({ ...filters, state: [state], sort: 'priority' });
  return (
    <section className={styles.column} aria-labelledby={id}>
      <h2 id={id} className={styles.head}>
        <StateBadge state={state} />
        <span className={styles.count}>
          {capped
            ? t('board.countCapped', { total: String(value) })
            : String(value)}
        </span>
      </h2>
      {page.items.length === 0 && (
        <p className={styles.quiet}>{t('board.none')}</p>
      )}
      <RecordCards
        label={t(`shared.state.${state}`)}
        records={page.items}
        hrefOf={number => link?.({ number })}
        isOwed={({ updateOverdue }) => updateOverdue}
      >
        {incident => (
          <>
            <span className={styles.marks}>
              <PriorityBadge
                impact={incident.impact}
                urgency={incident.urgency}
              />
              <Marks incident={incident} />
            </span>
            <EntityLinks entityRefs={incident.entities} />
            <span className={styles.about}>
              <span>
                {t('list.column.duration')} <Duration incident={incident} />
              </span>
              <Leader incident={incident} />
            </span>
            <MoveButtons incident={incident} onMoved={onMoved} />
          </>
        )}
      </RecordCards>
      {page.nextCursor && list && (
        <Link href={`${list}?${rest}`}>{t('board.all')}</Link>
      )}
    </section>
  );
}
