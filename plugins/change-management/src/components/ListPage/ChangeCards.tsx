import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import { ChangeSummary } from '@countersign/plugin-change-management-common';
import { RowBoundary, WindowText } from '@countersign/plugin-governance-react';
import { changeRouteRef } from '../../routes';
import { changeManagementTranslationRef } from '../../translation';
import { RiskBadge, StateBadge } from '../badges';
import styles from './ListPage.module.css';
import { RowMarks } from './RowMarks';

/** The list on a narrow screen: a card a change. */
export function ChangeCards(props: { changes: ChangeSummary[] }) {
  const { t } = useTranslationRef(changeManagementTranslationRef);
  const changeLink = useRouteRef(changeRouteRef);
  return (
    <ul className={styles.cards} aria-label={t('list.title')}>
      {props.changes.map(change => (
        <li
          key={change.number}
          className={
            change.approvalStatus === 'due'
              ? `${styles.card} ${styles.owed}`
              : styles.card
          }
        >
          <RowBoundary name={change.number}>
            <span className={styles.number}>{change.number}</span>
            <Link
              href={changeLink?.({ number: change.number })}
              weight="bold"
              data-key={change.number}
              standalone
            >
              {change.title}
            </Link>
            <span className={styles.marks}>
              <StateBadge state={change.state} />
              <RiskBadge risk={change.risk} />
              <RowMarks change={change} />
            </span>
            {change.window && (
              <span className={styles.quiet}>
                <WindowText window={change.window} />
              </span>
            )}
          </RowBoundary>
        </li>
      ))}
    </ul>
  );
}
