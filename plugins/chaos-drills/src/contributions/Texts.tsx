import { ToneBadge, useTexts } from '@countersign/plugin-governance-react';
import { RiFlashlightLine, RiPlayCircleLine } from '@remixicon/react';
import { chaosDrillsTranslationRef } from '../translation';

/** What is to be done, in a word: drill what is overdue, open a change for what is planned, or start it. */
export function DrillTaskBadge(props: { task: 'drill' | 'change' | 'start' }) {
  const { t } = useTexts(chaosDrillsTranslationRef);
  const isOverdue = props.task === 'drill';
  return (
    <ToneBadge
      tone={isOverdue ? 'warning' : 'active'}
      icon={isOverdue ? RiFlashlightLine : RiPlayCircleLine}
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
