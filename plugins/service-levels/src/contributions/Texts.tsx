import { ToneBadge, useTexts } from '@countersign/plugin-governance-react';
import { RiAlarmWarningLine, RiQuestionLine } from '@remixicon/react';
import { ObjectiveState } from '@countersign/plugin-service-levels-common';
import { StateBadge } from '../components/badges';
import { serviceLevelsTranslationRef } from '../translation';

/** What is to be done with an alert or an objective, in a word. */
export function TaskBadge(props: { task: 'acknowledge' | 'look' }) {
  const { t } = useTexts(serviceLevelsTranslationRef);
  const isAlert = props.task === 'acknowledge';
  return (
    <ToneBadge
      tone={isAlert ? 'danger' : 'warning'}
      icon={isAlert ? RiAlarmWarningLine : RiQuestionLine}
    >
      {t(`entity.inbox.${props.task}`)}
    </ToneBadge>
  );
}

/** "All alerts of your teams (12)", as text of a link. */
export function AlertsLinkText(props: {
  count: { value: number; capped: boolean };
}) {
  const { t } = useTexts(serviceLevelsTranslationRef);
  const { value, capped } = props.count;
  const total = `${value.toLocaleString('en-GB')}${capped ? '+' : ''}`;
  return <>{t('entity.inbox.alerts', { total })}</>;
}

/** Text of the link from an entity's time line to all its alerts. */
export function AllAlertsText() {
  const { t } = useTexts(serviceLevelsTranslationRef);
  return <>{t('entity.timeline.all')}</>;
}

/** The worst objective of a system, and how many are as they should be. */
export function SystemObjectives(props: {
  worst: ObjectiveState;
  ok: number;
  total: number;
}) {
  const { worst, ok, total } = props;
  const { t } = useTexts(serviceLevelsTranslationRef);
  return (
    <>
      <StateBadge state={worst} />{' '}
      {t('entity.system', { ok: String(ok), total: String(total) })}
    </>
  );
}
