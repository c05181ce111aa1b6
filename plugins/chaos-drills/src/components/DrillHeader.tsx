import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Drill } from '@countersign/plugin-chaos-drills-common';
import {
  ActorLink,
  EntityLink,
  RecordHeader,
  RecordMeta,
  RelativeTime,
  RunningClock,
  Stepper,
  stepsThrough,
  useTexts,
} from '@countersign/plugin-governance-react';
import { runsRouteRef } from '../routes';
import { chaosDrillsTranslationRef } from '../translation';
import styles from './Drills.module.css';
import { DetectionText, OutcomeBadge, StateBadge, stateLooks } from './looks';

/** What this is, what state it is in, on what and by whom. */
export function DrillHeader({ drill }: { drill: Drill }) {
  const { t } = useTexts(chaosDrillsTranslationRef);
  const list = useRouteRef(runsRouteRef)?.();
  const { state, startedAt, endedAt, outcome } = drill;
  return (
    <RecordHeader
      number={drill.number}
      title={drill.title}
      list={{ href: list, text: t('drill.all') }}
      chips={
        <>
          <StateBadge drill={drill} />
          {outcome && <OutcomeBadge outcome={outcome} />}
          <DetectionText drill={drill} />
          <EntityLink entityRef={drill.entity} />
          {drill.scenario && (
            <span className={styles.quiet}>{drill.scenario}</span>
          )}
        </>
      }
    >
      <RecordMeta>
        {t('drill.plannedBy')} <ActorLink actor={drill.plannedBy} />
        {startedAt && (
          <>
            {t('drill.startedAt')} <RelativeTime instant={startedAt} />
            {state === 'ended' && endedAt && (
              <span>
                {t('drill.took')}{' '}
                <RunningClock since={startedAt} until={endedAt} />
              </span>
            )}
          </>
        )}
      </RecordMeta>
      <Stepper
        label={t('drill.steps')}
        steps={stepsThrough(
          state === 'canceled'
            ? (['planned', 'canceled'] as const)
            : (['planned', 'running', 'ended'] as const),
          state,
          id => ({ label: t(`state.${id}`), icon: stateLooks[id].icon }),
        )}
      />
    </RecordHeader>
  );
}
