import { DrillDetail } from '@countersign/plugin-chaos-drills-common';
import {
  RecordState,
  RunningClock,
  spanText,
  ThumbBar,
  useNow,
  useTexts,
} from '@countersign/plugin-governance-react';
import { RunView } from '../run/readRun';
import { KeptRun } from '../run/useRunEvents';
import { chaosDrillsTranslationRef } from '../translation';
import styles from './Drills.module.css';
import { DrillVerbButton } from './DrillVerbs';
import { shareText } from './looks';

/** How the run stands in one line, and the way to stop it: it stays in sight, on a phone under the thumb. */
export function RunBar(props: {
  state: RecordState<DrillDetail>;
  run: RunView;
  kept: Pick<KeptRun, 'spent' | 'spentAt'>;
}) {
  const { state, run, kept } = props;
  const { spent = {}, spentAt } = kept;
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
      {now?.current.map(({ id, name }) => (
        <span key={id}>{name}</span>
      ))}
      {Number.isFinite(most) && (
        <span>
          {t('drill.forecast.soFar')}: <strong>{shareText(most)}</strong>
          {spentAt !== undefined && <AsOf instant={spentAt} />}
        </span>
      )}
      {(drill.stop?.reason ?? run.stopping) && (
        <span className={styles.quiet}>
          {t(
            drill.stop?.pull === undefined
              ? 'drill.live.stopReason'
              : 'drill.live.stopLever',
          )}
          : {drill.stop?.reason ?? run.stopping}
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

/** Budgets are judged now and then: how old the figure is that they give. */
function AsOf({ instant }: { instant: string }) {
  const { t } = useTexts(chaosDrillsTranslationRef);
  const span = spanText(Math.max(0, useNow(1000) - Date.parse(instant)));
  return (
    <span className={styles.quiet}> {t('drill.live.asOf', { span })}</span>
  );
}
