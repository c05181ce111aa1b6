import {
  clockText,
  Panel,
  spanText,
  Tone,
  ToneBadge,
  useNow,
  useTexts,
} from '@countersign/plugin-governance-react';
import {
  RemixiconComponentType,
  RiCheckLine,
  RiCloseCircleLine,
  RiFlashlightLine,
  RiLoader4Line,
} from '@remixicon/react';
import { FaultView, RunView } from '../run/readRun';
import { chaosDrillsTranslationRef } from '../translation';
import styles from './Drills.module.css';

const looks: Record<
  FaultView['change'],
  { tone: Tone; icon: RemixiconComponentType }
> = {
  intended: { tone: 'info', icon: RiLoader4Line },
  injected: { tone: 'danger-strong', icon: RiFlashlightLine },
  renewed: { tone: 'danger-strong', icon: RiFlashlightLine },
  ended: { tone: 'neutral', icon: RiCheckLine },
  refused: { tone: 'warning', icon: RiCloseCircleLine },
  lost: { tone: 'warning', icon: RiCloseCircleLine },
};

/** Each fault: on what it is, and how long until it ends by itself. */
export function FaultsPanel(props: { run: RunView; isRunning: boolean }) {
  const { run, isRunning } = props;
  const { t } = useTexts(chaosDrillsTranslationRef);
  return (
    <Panel title={t('drill.live.faults')}>
      {run.faults.length === 0 && (
        <span className={styles.quiet}>{t('drill.live.faultsNone')}</span>
      )}
      <ul className={styles.lines} aria-label={t('drill.live.faults')}>
        {run.faults.map(fault => (
          <Fault key={fault.id} fault={fault} isRunning={isRunning} />
        ))}
      </ul>
    </Panel>
  );
}

function Fault({ fault, isRunning }: { fault: FaultView; isRunning: boolean }) {
  const { t } = useTexts(chaosDrillsTranslationRef);
  const { change, renewals, clockAheadSeconds, problem } = fault;
  const isOn =
    change === 'intended' || change === 'injected' || change === 'renewed';
  const { tone, icon } = looks[change];
  return (
    <li>
      <span className={styles.grow}>
        <strong>{fault.fault}</strong> {fault.arguments}
        <div className={styles.mono}>{fault.target}</div>
        {problem && <div>{problem}</div>}
        <div className={styles.quiet}>
          {[
            renewals > 0 && t('drill.live.renewals', { count: renewals }),
            fault.endedElsewhere && t('drill.live.endedElsewhere'),
            clockAheadSeconds !== undefined &&
              t('drill.live.clockAhead', {
                span: spanText(clockAheadSeconds * 1000),
              }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </div>
      </span>
      {isOn && <Lease endsAt={fault.leaseEndsAt} />}
      {isOn && !isRunning ? (
        // Whoever played the drill was killed: the lease ended it.
        <ToneBadge tone="neutral" icon={RiCheckLine}>
          {t('drill.live.fault.unknown')}
        </ToneBadge>
      ) : (
        <ToneBadge tone={tone} icon={icon}>
          {t(`drill.live.fault.${change}`)}
        </ToneBadge>
      )}
    </li>
  );
}

/** The lease counts down by the second; each renewal begins it anew. */
function Lease({ endsAt }: { endsAt: string }) {
  const { t } = useTexts(chaosDrillsTranslationRef);
  const left = Date.parse(endsAt) - useNow(1000);
  return (
    <span role="timer" className={styles.clock}>
      {left > 0
        ? t('drill.live.lease', { when: clockText(left) })
        : t('drill.live.leaseOver')}
    </span>
  );
}
