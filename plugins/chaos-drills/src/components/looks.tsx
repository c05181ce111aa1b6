import {
  Drill,
  DrillState,
  Outcome,
} from '@countersign/plugin-chaos-drills-common';
import {
  spanText,
  Tone,
  ToneBadge,
  useTexts,
} from '@countersign/plugin-governance-react';
import {
  RemixiconComponentType,
  RiAlarmWarningLine,
  RiCalendarScheduleLine,
  RiCheckLine,
  RiCloseCircleLine,
  RiEyeOffLine,
  RiFlashlightLine,
  RiPlugLine,
  RiPulseLine,
  RiStopCircleLine,
  RiTimerFlashLine,
} from '@remixicon/react';
import { chaosDrillsTranslationRef } from '../translation';

interface Look {
  tone: Tone;
  icon: RemixiconComponentType;
}

/** The color and the icon of each state, wherever it is shown. */
export const stateLooks: Record<DrillState, Look> = {
  planned: { tone: 'info', icon: RiCalendarScheduleLine },
  running: { tone: 'active', icon: RiFlashlightLine },
  ended: { tone: 'neutral', icon: RiCheckLine },
  canceled: { tone: 'neutral', icon: RiCloseCircleLine },
};

const outcomeLooks: Record<Outcome, Look> = {
  passed: { tone: 'success', icon: RiCheckLine },
  deviated: { tone: 'warning', icon: RiPulseLine },
  failed: { tone: 'danger', icon: RiCloseCircleLine },
  stopped: { tone: 'warning', icon: RiStopCircleLine },
  interrupted: { tone: 'danger', icon: RiPlugLine },
};

/** Where a drill stands: one color, one icon, one word. */
export function StateBadge({
  drill,
}: {
  drill: Pick<Drill, 'state' | 'stop'>;
}) {
  const { t } = useTexts(chaosDrillsTranslationRef);
  const { state, stop } = drill;
  const isStopping = state === 'running' && stop !== undefined;
  const { tone, icon } = isStopping
    ? { tone: 'warning' as const, icon: RiStopCircleLine }
    : stateLooks[state];
  return (
    <ToneBadge tone={tone} icon={icon}>
      {t(isStopping ? 'state.stopping' : `state.${state}`)}
    </ToneBadge>
  );
}

/** What became of a drill. */
export function OutcomeBadge({ outcome }: { outcome: Outcome }) {
  const { t } = useTexts(chaosDrillsTranslationRef);
  const { tone, icon } = outcomeLooks[outcome];
  return (
    <ToneBadge tone={tone} icon={icon}>
      {t(`outcome.${outcome}`)}
    </ToneBadge>
  );
}

/** How a drill stands: what became of it says more than that it ended. */
export function DrillBadge({
  drill,
}: {
  drill: Pick<Drill, 'state' | 'stop' | 'outcome'>;
}) {
  return drill.state === 'ended' && drill.outcome ? (
    <OutcomeBadge outcome={drill.outcome} />
  ) : (
    <StateBadge drill={drill} />
  );
}

/** That no alert noticed it. */
export function MissedBadge() {
  const { t } = useTexts(chaosDrillsTranslationRef);
  return (
    <ToneBadge tone="danger" icon={RiEyeOffLine}>
      {t('missed')}
    </ToneBadge>
  );
}

/** Whether and how soon a drill was noticed; nothing as long as nobody knows. */
export function DetectionText({
  drill: { measurement },
}: {
  drill: Pick<Drill, 'measurement'>;
}) {
  const { t } = useTexts(chaosDrillsTranslationRef);
  if (measurement?.missed) return <MissedBadge />;
  return measurement?.measured === undefined ? null : (
    <span>{t('detectedAfter', { span: exactSpan(measurement.measured) })}</span>
  );
}

/** That something is overdue. */
export function OverdueBadge({ days }: { days: number }) {
  const { t } = useTexts(chaosDrillsTranslationRef);
  return (
    <ToneBadge tone="warning" icon={RiTimerFlashLine}>
      {days > 0 ? t('plan.overdueBy', { count: days }) : t('plan.overdueToday')}
    </ToneBadge>
  );
}

/** Whether anybody holds the lever. */
export function LeverBadge({ isHeld }: { isHeld: boolean }) {
  const { t } = useTexts(chaosDrillsTranslationRef);
  return (
    <ToneBadge
      tone={isHeld ? 'danger-strong' : 'success'}
      icon={isHeld ? RiAlarmWarningLine : RiCheckLine}
    >
      {t(isHeld ? 'lever.heldBadge' : 'lever.freeBadge')}
    </ToneBadge>
  );
}

/** A time that is compared with another: to the second for ten minutes, since whole minutes would hide the difference. */
export function exactSpan(ms: number): string {
  return ms < 600_000 ? `${Math.round(ms / 1000)} s` : spanText(ms);
}

/** A share of an error budget: `12.5 %`. */
export function shareText(share: number): string {
  return `${Math.round(share * 1000) / 10} %`;
}
