import { ChangeSummary } from '@countersign/plugin-change-management-common';
import { ReactNode } from 'react';
import { RelativeTime } from '@countersign/plugin-governance-react';
import { RiskBadge, StateBadge } from '../badges';
import { ChangeNumber } from '../ChangeNumber';
import { RowMarks } from '../ListPage/RowMarks';
import styles from './ChangeRows.module.css';

/** Changes in little room: a line each. */
export function ChangeRows(props: {
  label: string;
  changes: ChangeSummary[];
  /** What stands at the end of a line; by default when the change was last touched. */
  note?: (change: ChangeSummary) => ReactNode;
}) {
  const { label, changes, note } = props;
  return (
    <ul className={styles.rows} aria-label={label}>
      {changes.map(change => (
        <li key={change.number} className={styles.row}>
          <ChangeNumber number={change.number} hideCopy />
          <span className={styles.title}>{change.title}</span>
          <StateBadge state={change.state} />
          <RiskBadge risk={change.risk} />
          <RowMarks change={change} />
          <span className={styles.note}>
            {note?.(change) ?? <RelativeTime instant={change.updatedAt} />}
          </span>
        </li>
      ))}
    </ul>
  );
}
