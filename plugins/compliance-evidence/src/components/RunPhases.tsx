import {
  RunDetail,
  RunPhase,
} from '@countersign/plugin-compliance-evidence-common';
import {
  Panel,
  spanText,
  useTexts,
} from '@countersign/plugin-governance-react';
import {
  RemixiconComponentType,
  RiCheckLine,
  RiErrorWarningLine,
  RiLoader4Line,
  RiSkipRightLine,
  RiTimeLine,
} from '@remixicon/react';
import { complianceEvidenceTranslationRef } from '../translation';
import styles from './Evidence.module.css';
import { countText } from './parts';

const icons: Record<RunPhase['state'], RemixiconComponentType> = {
  waiting: RiTimeLine,
  running: RiLoader4Line,
  done: RiCheckLine,
  failed: RiErrorWarningLine,
  skipped: RiSkipRightLine,
};

/** Every phase with how far it is: what a run does now, and how long it will take. */
export function RunPhases({ detail }: { detail: RunDetail }) {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const { phases, estimateSeconds } = detail;
  return (
    <Panel
      title={t('run.phases')}
      aside={
        estimateSeconds !== undefined && (
          <span className={styles.quiet} role="status">
            {t('run.estimate', { span: spanText(estimateSeconds * 1000) })}
          </span>
        )
      }
    >
      <ol className={styles.phases} aria-label={t('run.phases')}>
        {phases.map(phase => (
          <PhaseBox key={phase.phase} phase={phase} />
        ))}
      </ol>
    </Panel>
  );
}

function PhaseBox({ phase }: { phase: RunPhase }) {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const { state, progress, note, startedAt, endedAt } = phase;
  const Icon = icons[state];
  const title = t(`run.phase.${phase.phase}`);
  const took =
    startedAt && endedAt
      ? spanText(Date.parse(endedAt) - Date.parse(startedAt))
      : undefined;
  return (
    <li
      className={styles.phase}
      aria-current={state === 'running' ? 'step' : undefined}
    >
      <span className={styles.row}>
        <Icon size={16} aria-hidden />
        <strong>{title}</strong>
      </span>
      <span className={styles.quiet}>
        {t(`run.phaseState.${state}`)}
        {took && ` · ${took}`}
      </span>
      {progress && state === 'running' && (
        <>
          {progress.total !== undefined && progress.total > 0 && (
            <progress
              aria-label={title}
              value={progress.done}
              max={progress.total}
            />
          )}
          <small>
            {progress.total === undefined
              ? t('run.progressSoFar', {
                  done: countText(progress.done),
                  unit: progress.unit,
                })
              : t('run.progress', {
                  done: countText(progress.done),
                  total: countText(progress.total),
                  unit: progress.unit,
                })}
          </small>
        </>
      )}
      {note && <small>{note}</small>}
    </li>
  );
}
