import {
  Tone,
  ToneBadge,
  useTexts,
} from '@countersign/plugin-governance-react';
import {
  RemixiconComponentType,
  RiAlarmWarningLine,
  RiCheckLine,
  RiMegaphoneLine,
  RiTaskLine,
  RiSearchEyeLine,
} from '@remixicon/react';
import { incidentManagementTranslationRef } from '../translation';

const looks = {
  accept: { tone: 'info', icon: RiSearchEyeLine },
  acknowledge: { tone: 'danger', icon: RiAlarmWarningLine },
  update: { tone: 'warning', icon: RiMegaphoneLine },
  resolve: { tone: 'active', icon: RiCheckLine },
} satisfies Record<string, { tone: Tone; icon: RemixiconComponentType }>;

/** What an incident needs from its reader. */
export type IncidentTask = keyof typeof looks;

/** What is to be done with an incident, in a word. */
export function TaskBadge(props: { task: IncidentTask }) {
  const { t } = useTexts(incidentManagementTranslationRef);
  const { tone, icon } = looks[props.task];
  return (
    <ToneBadge tone={tone} icon={icon}>
      {t(`entity.inbox.${props.task}`)}
    </ToneBadge>
  );
}

/** "Incidents of your teams that nobody took (3)", as text of a link. */
export function UntakenText(props: {
  count: { value: number; capped: boolean };
}) {
  const { t } = useTexts(incidentManagementTranslationRef);
  const { value, capped } = props.count;
  const total = `${value.toLocaleString('en-GB')}${capped ? '+' : ''}`;
  return <>{t('entity.inbox.all', { total })}</>;
}

/** That an action item of the reader is due. */
export function ActBadge() {
  const { t } = useTexts(incidentManagementTranslationRef);
  return (
    <ToneBadge tone="warning" icon={RiTaskLine}>
      {t('review.inbox.task')}
    </ToneBadge>
  );
}

/** "Your overdue action items (3)", as text of a link. */
export function OverdueText(props: {
  count: { value: number; capped: boolean };
}) {
  const { t } = useTexts(incidentManagementTranslationRef);
  const { value, capped } = props.count;
  const total = `${value.toLocaleString('en-GB')}${capped ? '+' : ''}`;
  return <>{t('review.inbox.all', { total })}</>;
}

/** Text of the link from an entity's time line to all its incidents. */
export function AllIncidentsText() {
  const { t } = useTexts(incidentManagementTranslationRef);
  return <>{t('entity.timeline.all')}</>;
}
