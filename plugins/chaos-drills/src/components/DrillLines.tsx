import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Drill } from '@countersign/plugin-chaos-drills-common';
import {
  EntityLink,
  RecordNumber,
  RelativeTime,
  RowBoundary,
  RunningClock,
} from '@countersign/plugin-governance-react';
import { drillRouteRef } from '../routes';
import styles from './Drills.module.css';
import { DetectionText, DrillBadge } from './looks';

/** A few drills, a line each. */
export function DrillLines(props: { drills: readonly Drill[]; label: string }) {
  const link = useRouteRef(drillRouteRef);
  return (
    <ul className={styles.lines} aria-label={props.label}>
      {props.drills.map(drill => (
        <li key={drill.number}>
          <RowBoundary name={drill.number}>
            <RecordNumber
              number={drill.number}
              href={link?.({ number: drill.number })}
              hideCopy
            />
            <span className={styles.grow}>{drill.title}</span>
            <EntityLink entityRef={drill.entity} />
            <DetectionText drill={drill} />
            <DrillBadge drill={drill} />
            {drill.state === 'running' && drill.startedAt ? (
              <RunningClock since={drill.startedAt} />
            ) : (
              <span className={styles.quiet}>
                <RelativeTime instant={drill.endedAt ?? drill.updatedAt} />
              </span>
            )}
          </RowBoundary>
        </li>
      ))}
    </ul>
  );
}
