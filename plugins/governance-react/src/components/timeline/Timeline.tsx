import { TimelineLine } from '@countersign/plugin-governance-common';
import { RowBoundary } from '../states';
import { EntryLooks } from './EntryLooks';
import styles from './Timeline.module.css';
import { TimelineEntry } from './TimelineEntry';

/** What the ledger holds about a record, line by line; a line that cannot be shown is one odd line. */
export function Timeline(props: {
  lines: readonly TimelineLine[];
  looks: EntryLooks;
}) {
  const { lines, looks } = props;
  return (
    <ol className={styles.timeline}>
      {lines.map(line => (
        <li key={line.events[0].id} className={styles.event}>
          <RowBoundary name={String(line.lead.type)}>
            <TimelineEntry line={line} looks={looks} />
          </RowBoundary>
        </li>
      ))}
    </ol>
  );
}
