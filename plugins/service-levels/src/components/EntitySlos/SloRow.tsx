import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import {
  RowBoundary,
  spanText,
  toneLines,
} from '@countersign/plugin-governance-react';
import { ObjectiveSummary } from '@countersign/plugin-service-levels-common';
import { rateText, shareText, targetText } from '../figures/figureText';
import { objectiveRouteRef } from '../../routes';
import { serviceLevelsTranslationRef } from '../../translation';
import { leftOf } from '../figures/budget';
import { StateBadge, stateLooks } from '../badges';
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
  const { id, title, state, target, window } = objective;
  const left = leftOf(objective);
  const { burnRate, exhaustedIn, problem } = objective;
  const { t } = useTranslationRef(serviceLevelsTranslationRef);
  const href = useRouteRef(objectiveRouteRef)?.({ id });
  const notes = [
    t('entity.row.promise', {
      target: targetText(target),
      span: spanText(window),
    }),
    burnRate !== undefined &&
      t('entity.row.burn', { rate: rateText(burnRate) }),
    exhaustedIn !== undefined &&
      exhaustedIn > 0 &&
      t('entity.row.gone', { span: spanText(exhaustedIn) }),
  ].filter(note => note !== false);
  return (
    <>
      <div className={styles.line}>
        <StateBadge state={state} />
        <Link href={href} className={styles.title}>
          {title}
        </Link>
        <span className={styles.left}>
          {left === undefined
            ? t('entity.row.none')
            : t(left < 0 ? 'entity.row.overspent' : 'entity.row.left', {
                share: shareText(Math.abs(left)),
              })}
        </span>
      </div>
      {left !== undefined && (
        <div className={styles.bar} aria-hidden>
          <div
            style={{
              width: `${Math.min(1, Math.max(0, left)) * 100}%`,
              background: toneLines[stateLooks[state].tone],
            }}
          />
        </div>
      )}
      <div className={styles.quiet}>{notes.join(' · ')}</div>
      {problem && <div className={styles.quiet}>{problem}</div>}
    </>
  );
}
