import { useRouteRef } from '@backstage/frontend-plugin-api';
import { ChangeSummary } from '@countersign/plugin-change-management-common';
import {
  RecordCards,
  useTexts,
  WindowText,
} from '@countersign/plugin-governance-react';
import { changeRouteRef } from '../../routes';
import { changeManagementTranslationRef } from '../../translation';
import { RiskBadge, StateBadge } from '../badges';
import styles from './ListPage.module.css';
import { RowMarks } from './RowMarks';
import { WindowStatus } from './WindowStatus';

/** The list on a narrow screen: a card a change. */
export function ChangeCards(props: { changes: ChangeSummary[] }) {
  const { t } = useTexts(changeManagementTranslationRef);
  const changeLink = useRouteRef(changeRouteRef);
  return (
    <RecordCards
      label={t('list.title')}
      records={props.changes}
      hrefOf={number => changeLink?.({ number })}
      isOwed={change => change.approvalStatus === 'due'}
    >
      {change => (
        <>
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
        </>
      )}
    </RecordCards>
  );
}
