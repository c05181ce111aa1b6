import {
  Tone,
  ToneBadge,
  useTexts,
} from '@countersign/plugin-governance-react';
import {
  Level,
  Priority,
  priorityOf,
} from '@countersign/plugin-incident-management-common';
import {
  RemixiconComponentType,
  RiArrowDownSLine,
  RiArrowUpDoubleLine,
  RiArrowUpSLine,
  RiEqualLine,
  RiFireLine,
} from '@remixicon/react';
import { incidentManagementTranslationRef } from '../../translation';

const looks: Record<Priority, { tone: Tone; icon: RemixiconComponentType }> = {
  1: { tone: 'danger-strong', icon: RiFireLine },
  2: { tone: 'danger', icon: RiArrowUpDoubleLine },
  3: { tone: 'warning', icon: RiArrowUpSLine },
  4: { tone: 'neutral', icon: RiEqualLine },
  5: { tone: 'neutral', icon: RiArrowDownSLine },
};

/** How urgent it is: the word first, then the number that people call it by. */
export function PriorityBadge(props: { impact: Level; urgency: Level }) {
  const { t } = useTexts(incidentManagementTranslationRef);
  const priority = priorityOf(props.impact, props.urgency);
  const { tone, icon } = looks[priority];
  return (
    <ToneBadge tone={tone} icon={icon}>
      {t('shared.priority.label', {
        word: t(`shared.priority.p${priority}`),
        n: String(priority),
      })}
    </ToneBadge>
  );
}
