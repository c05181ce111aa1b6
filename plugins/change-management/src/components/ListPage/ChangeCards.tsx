import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import { ChangeSummary } from '@countersign/plugin-change-management-common';
import { RowBoundary, WindowText } from '@countersign/plugin-governance-react';
import { changeRouteRef } from '../../routes';
import { changeManagementTranslationRef } from '../../translation';
import { RiskBadge, StateBadge } from '../badges';
import styles from './ListPage.module.css';
import { RowMarks } from './RowMarks';
import { WindowStatus } from './WindowStatus';

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
            <Link
              className={styles.cardLink}
              href={changeLink?.({ number: change.number })}
              data-key={change.number}
              standalone
            >
              <span className={styles.number}>{change.number}</span>
              <strong>{change.title}</strong>
            </Link>
            <span className={styles.marks}>
              <StateBadge state={change.state} />
              <RiskBadge risk={change.risk} />
              <RowMarks change={change} />
            </span>
            {change.window && (
              <span className={styles.quiet}>
                <WindowText window={change.window} hideRelative />
                <WindowStatus change={change} before=" · " />
              </span>
            )}
          </RowBoundary>
        </li>
      ))}
    </ul>
  );
}
