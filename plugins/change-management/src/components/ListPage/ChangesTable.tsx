import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Cell,
  Column,
  Row,
  TableBody,
  TableHeader,
  TableRoot,
} from '@backstage/ui';
import { ChangeSummary } from '@countersign/plugin-change-management-common';
import {
  ActorLink,
  EntityLinks,
  RecordCell,
  RecordTable,
  RelativeTime,
  useNow,
  WindowText,
} from '@countersign/plugin-governance-react';
import { changeRouteRef } from '../../routes';
import { changeManagementTranslationRef } from '../../translation';
import { isOverdue, RiskBadge, StateBadge } from '../badges';
import styles from './ListPage.module.css';
import { RowMarks } from './RowMarks';
import { WindowStatus } from './WindowStatus';

/** Dense rows with a header that stays in sight. */
export function ChangesTable(props: {
  changes: ChangeSummary[];
  /** A newer answer is on its way. */
  isStale: boolean;
}) {
  const { changes, isStale } = props;
  const { t } = useTranslationRef(changeManagementTranslationRef);
  const changeLink = useRouteRef(changeRouteRef);
  const now = useNow();
  return (
    <RecordTable>
      <TableRoot aria-label={t('list.title')} stale={isStale}>
        <TableHeader>
          <Column id="number">{t('list.column.number')}</Column>
          <Column id="change" isRowHeader>
            {t('list.column.change')}
          </Column>
          <Column id="state">{t('list.column.state')}</Column>
          <Column id="risk">{t('list.column.risk')}</Column>
          <Column id="window">{t('list.column.window')}</Column>
          <Column id="updated" className={styles.wider}>
            {t('list.column.updated')}
          </Column>
        </TableHeader>
        <TableBody items={changes} dependencies={[now, isStale]}>
          {change => (
            <Row
              id={change.number}
              textValue={`${change.number} ${change.title}`}
              href={changeLink?.({ number: change.number })}
              className={
                isOverdue(change, now) || change.approvalStatus === 'due'
                  ? styles.owed
                  : undefined
              }
            >
              <Cell className={styles.number}>{change.number}</Cell>
              <RecordCell name={change.number}>
                <span className={styles.title}>{change.title}</span>
                <span className={styles.marks}>
                  <RowMarks change={change} />
                </span>
                <span className={styles.about}>
                  <EntityLinks entityRefs={change.items} disableTooltip />
                  <ActorLink actor={change.requester} />
                </span>
              </RecordCell>
              <RecordCell name={change.number}>
                <StateBadge state={change.state} />
              </RecordCell>
              <RecordCell name={change.number}>
                <RiskBadge risk={change.risk} />
              </RecordCell>
              <RecordCell name={change.number}>
                {change.window ? (
                  <>
                    <WindowText window={change.window} hideRelative />
                    <span className={styles.about}>
                      <WindowStatus change={change} />
                    </span>
                  </>
                ) : (
                  '—'
                )}
              </RecordCell>
              <RecordCell name={change.number} className={styles.wider}>
                <RelativeTime instant={change.updatedAt} />
              </RecordCell>
            </Row>
          )}
        </TableBody>
      </TableRoot>
    </RecordTable>
  );
}
