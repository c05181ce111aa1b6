import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import {
  RowBoundary,
  spanText,
  useTexts,
} from '@countersign/plugin-governance-react';
import { ObjectiveSummary } from '@countersign/plugin-service-levels-common';
import { objectiveRouteRef } from '../../routes';
import { serviceLevelsTranslationRef } from '../../translation';

import { StateBadge } from '../badges';
import { BudgetLeft, BurnNow, PromiseText } from '../figures';
import styles from './EntitySlos.module.css';

/** Objectives in rows: state, name, budget left and how fast it goes. One that cannot be shown is one odd row. */
export function SloRows(props: {
  label: string;
  objectives: readonly ObjectiveSummary[];
}) {
  return (
    <ul className={styles.rows} aria-label={props.label}>
      {props.objectives.map(objective => (
        <li key={objective.id}>
          <RowBoundary name={objective.id}>
            <SloRow objective={objective} />
          </RowBoundary>
        </li>
      ))}
    </ul>
  );
}

function SloRow({ objective }: { objective: ObjectiveSummary }) {
  const { id, title, state, burning, exhaustedIn, problem } = objective;
  const { t } = useTexts(serviceLevelsTranslationRef);
  const href = useRouteRef(objectiveRouteRef)?.({ id });
  return (
    <>
      <div className={styles.line}>
        <StateBadge state={state} />
        <Link href={href} className={styles.title}>
          {title}
        </Link>
        <BudgetLeft objective={objective} />
      </div>
      <div className={styles.quiet}>
        <PromiseText objective={objective} />
        {burning && (
          <>
            {' · '}
            {t('entity.row.burn')} <BurnNow burning={burning} />
          </>
        )}
        {exhaustedIn !== undefined &&
          exhaustedIn > 0 &&
          ` · ${t('entity.row.gone', { span: spanText(exhaustedIn) })}`}
      </div>
      {problem && <div className={styles.quiet}>{problem}</div>}
    </>
  );
}
