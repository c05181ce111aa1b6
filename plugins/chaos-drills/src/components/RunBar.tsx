import { DrillDetail } from '@countersign/plugin-chaos-drills-common';
import {
  RecordState,
  RunningClock,
  ThumbBar,
  useTexts,
} from '@countersign/plugin-governance-react';
import { RunView } from '../run/readRun';
import { chaosDrillsTranslationRef } from '../translation';
import styles from './Drills.module.css';
import { DrillVerbButton } from './DrillVerbs';
import { shareText } from './looks';

/** How the run stands in one line, and the way to stop it: it stays in sight, on a phone under the thumb. */
export function RunBar(props: {
  state: RecordState<DrillDetail>;
  run: RunView;
  spent?: Readonly<Record<string, number>>;
}) {
  const { state, run, spent = {} } = props;
  const { t } = useTexts(chaosDrillsTranslationRef);
  const { drill, actions } = state.detail;
  const now = run.phases.find(phase => phase.state === 'running');
  const stop = actions.find(({ verb }) => verb === 'stop');
  const isStopping = drill.stop !== undefined || run.stopping !== undefined;
  const most = Math.max(...Object.values(spent));
  return (
    <section className={styles.bar} aria-label={t('drill.live.bar')}>
      {drill.startedAt && (
        <span>
          {t('drill.live.runs')}{' '}
          <span className={styles.clock}>
            <RunningClock since={drill.startedAt} />
          </span>
        </span>
      )}
      <strong role="status">
        {isStopping
          ? t('drill.live.stopping')
          : now && t(`drill.live.phase.${now.phase}`)}
      </strong>
      {Number.isFinite(most) && (
        <span>
          {t('drill.forecast.soFar')}: <strong>{shareText(most)}</strong>
        </span>
      )}
      {(run.stopping ?? drill.stop?.reason) && (
        <span className={styles.quiet}>
          {t('drill.live.stopReason')}: {run.stopping ?? drill.stop?.reason}
        </span>
      )}
      {stop?.allowed && (
        <ThumbBar>
          <DrillVerbButton
            verb="stop"
            state={state}
            variant="primary"
            size="medium"
          />
        </ThumbBar>
      )}
    </section>
  );
}
