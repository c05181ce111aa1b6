import { useRouteRef } from '@backstage/frontend-plugin-api';
import { ChangeSummary } from '@countersign/plugin-change-management-common';
import {
  ActorLink,
  EntityLinks,
  RecordTable,
  RelativeTime,
  useNow,
  useTexts,
  WindowText,
} from '@countersign/plugin-governance-react';
import { changeRouteRef } from '../../routes';
import { changeManagementTranslationRef } from '../../translation';
import { isOverdue, RiskBadge, StateBadge } from '../badges';
import styles from './ListPage.module.css';
import { RowMarks } from './RowMarks';
import { WindowStatus } from './WindowStatus';

/** The changes as rows. */
export function ChangesTable(props: {
  changes: ChangeSummary[];
  /** A newer answer is on its way. */
  isStale: boolean;
}) {
  const { changes, isStale } = props;
  const { t } = useTexts(changeManagementTranslationRef);
  const changeLink = useRouteRef(changeRouteRef);
  const now = useNow();
  return (
    <RecordTable
      label={t('list.title')}
      records={changes}
      isStale={isStale}
      dependencies={[now]}
      keyOf={({ number }) => number}
      nameOf={({ number }) => number}
      textOf={({ number, title }) => `${number} ${title}`}
      hrefOf={({ number }) => changeLink?.({ number })}
      classOf={change =>
        isOverdue(change, now) || change.approvalStatus === 'due'
          ? styles.owed
          : undefined
      }
      columns={[
        {
          id: 'number',
          label: t('list.column.number'),
          cell: ({ number }) => <span className={styles.number}>{number}</span>,
        },
        {
          id: 'change',
          label: t('list.column.change'),
          isRowHeader: true,
          cell: change => (
            <>
              <span className={styles.title}>{change.title}</span>
              <span className={styles.marks}>
                <RowMarks change={change} />
              </span>
              <span className={styles.about}>
                <EntityLinks entityRefs={change.items} disableTooltip />
                <ActorLink actor={change.requester} />
              </span>
            </>
          ),
        },
        {
          id: 'state',
          label: t('list.column.state'),
          cell: ({ state }) => <StateBadge state={state} />,
        },
        {
          id: 'risk',
          label: t('list.column.risk'),
          cell: ({ risk }) => <RiskBadge risk={risk} />,
        },
        {
          id: 'window',
          label: t('list.column.window'),
          cell: change =>
            change.window ? (
              <>
                <WindowText window={change.window} hideRelative />
                <span className={styles.about}>
                  <WindowStatus change={change} />
                </span>
              </>
            ) : (
              '—'
            ),
        },
        {
          id: 'updated',
          label: t('list.column.updated'),
          className: styles.wider,
          cell: ({ updatedAt }) => <RelativeTime instant={updatedAt} />,
        },
      ]}
    />
  );
}
