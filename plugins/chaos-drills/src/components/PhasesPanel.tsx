import {
  Panel,
  RunningClock,
  spanText,
  ToneBadge,
  useTexts,
} from '@countersign/plugin-governance-react';
import {
  RiCheckLine,
  RiCloseCircleLine,
  RiErrorWarningLine,
  RiLoader4Line,
} from '@remixicon/react';
import { CurrentStep, PhaseView, RunView, StepLine } from '../run/readRun';
import { chaosDrillsTranslationRef } from '../translation';
import styles from './Drills.module.css';

/** Every phase of a run with its probes and actions, and the value that was compared in each. */
export function PhasesPanel(props: { run: RunView; isRunning: boolean }) {
  const { run, isRunning } = props;
  const { t } = useTexts(chaosDrillsTranslationRef);
  const hasBegun = run.phases.some(({ at }) => at !== undefined);
  return (
    <Panel title={t('drill.live.phases')}>
      {isRunning && !hasBegun && (
        <span className={styles.quiet}>{t('drill.live.wait')}</span>
      )}
      <ol className={styles.phases} aria-label={t('drill.live.phases')}>
        {run.phases.map(phase => (
          <Phase key={phase.phase} phase={phase} />
        ))}
      </ol>
    </Panel>
  );
}

function Phase({ phase }: { phase: PhaseView }) {
  const { t } = useTexts(chaosDrillsTranslationRef);
  const { state, met, steps, current } = phase;
  return (
    <li
      data-state={state}
      aria-current={state === 'running' ? 'step' : undefined}
    >
      <div className={styles.row}>
        <strong>{t(`drill.live.phase.${phase.phase}`)}</strong>
        <span className={styles.quiet}>
          {t(`drill.live.phaseState.${state}`)}
        </span>
        {met !== undefined && <MetBadge met={met} />}
      </div>
      {steps.length + current.length > 0 && (
        <ul className={styles.lines}>
          {steps.map(step => (
            <Step key={step.id} step={step} />
          ))}
          {current.map(step => (
            <Current key={step.id} step={step} />
          ))}
        </ul>
      )}
      {steps.length === 0 && state === 'done' && (
        <span className={styles.quiet}>{t('drill.live.noSteps')}</span>
      )}
    </li>
  );
}

function Step({ step }: { step: StepLine }) {
  const { t } = useTexts(chaosDrillsTranslationRef);
  const { name, met, status, comparison, problem, start, end } = step;
  const took = Date.parse(end) - Date.parse(start);
  return (
    <li>
      <span className={styles.grow}>
        {name}
        {comparison && (
          <div className={styles.mono}>
            {t('drill.live.compared', {
              what: comparison.what,
              value: comparison.compared,
              expected: comparison.expected,
            })}
          </div>
        )}
        {problem && <div>{problem}</div>}
      </span>
      {Number.isFinite(took) && (
        <span className={styles.quiet}>
          {t('drill.live.took', {
            span: took < 1000 ? `${Math.max(0, took)} ms` : spanText(took),
          })}
        </span>
      )}
      {met === undefined ? (
        <StatusBadge status={status} />
      ) : (
        <MetBadge met={met} />
      )}
    </li>
  );
}

function Current({ step }: { step: CurrentStep }) {
  const { t } = useTexts(chaosDrillsTranslationRef);
  return (
    <li>
      <span className={styles.grow}>{step.name}</span>
      <span className={styles.clock}>
        <RunningClock since={step.since} />
      </span>
      <ToneBadge tone="info" icon={RiLoader4Line}>
        {t('drill.live.now')}
      </ToneBadge>
    </li>
  );
}

/** Whether what was looked at was as it has to be. */
export function MetBadge({ met }: { met: boolean }) {
  const { t } = useTexts(chaosDrillsTranslationRef);
  return (
    <ToneBadge
      tone={met ? 'success' : 'danger'}
      icon={met ? RiCheckLine : RiErrorWarningLine}
    >
      {t(met ? 'drill.live.met' : 'drill.live.notMet')}
    </ToneBadge>
  );
}

function StatusBadge({ status }: Pick<StepLine, 'status'>) {
  const { t } = useTexts(chaosDrillsTranslationRef);
  const isDone = status === 'succeeded';
  return (
    <ToneBadge
      tone={isDone ? 'neutral' : 'danger'}
      icon={isDone ? RiCheckLine : RiCloseCircleLine}
    >
      {t(isDone ? 'drill.live.done' : 'drill.live.failedProbe')}
    </ToneBadge>
  );
}
