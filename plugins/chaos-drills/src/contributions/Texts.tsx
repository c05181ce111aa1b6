import { ToneBadge, useTexts } from '@countersign/plugin-governance-react';
import { RiFlashlightLine, RiPlayCircleLine } from '@remixicon/react';
import { chaosDrillsTranslationRef } from '../translation';

/** What is to be done, in a word: drill what is overdue, or start what is planned. */
export function DrillTaskBadge(props: { task: 'drill' | 'start' }) {
  const { t } = useTexts(chaosDrillsTranslationRef);
  const isStart = props.task === 'start';
  return (
    <ToneBadge
      tone={isStart ? 'active' : 'warning'}
      icon={isStart ? RiPlayCircleLine : RiFlashlightLine}
    >
      {t(`meeting.inbox.${props.task}`)}
    </ToneBadge>
  );
}

/** "Overdue drills of your teams (12)", as text of a link. */
export function AllOverdueText(props: { total: number }) {
  const { t } = useTexts(chaosDrillsTranslationRef);
  return <>{t('meeting.inbox.all', { total: String(props.total) })}</>;
}

/** "Plan drill: Half of the answers are slow", as text of a link. */
export function PlanDrillText(props: { title: string }) {
  const { t } = useTexts(chaosDrillsTranslationRef);
  return <>{t('meeting.related.plan', { title: props.title })}</>;
}

/** Text of the link from an entity's time line to all its drills. */
export function AllDrillsText() {
  const { t } = useTexts(chaosDrillsTranslationRef);
  return <>{t('meeting.timeline.all')}</>;
}
