import {
  Tone,
  ToneBadge,
  useTexts,
} from '@countersign/plugin-governance-react';
import {
  RemixiconComponentType,
  RiCheckDoubleLine,
  RiEditLine,
  RiFlagLine,
  RiGitBranchLine,
  RiPlayCircleLine,
  RiRestartLine,
  RiSendPlaneLine,
  RiShieldUserLine,
} from '@remixicon/react';
import { changeManagementTranslationRef } from '../translation';

const looks = {
  approve: { tone: 'warning', icon: RiShieldUserLine },
  submit: { tone: 'neutral', icon: RiSendPlaneLine },
  revise: { tone: 'warning', icon: RiEditLine },
  resolve: { tone: 'warning', icon: RiGitBranchLine },
  start: { tone: 'active', icon: RiPlayCircleLine },
  complete: { tone: 'active', icon: RiFlagLine },
  close: { tone: 'info', icon: RiCheckDoubleLine },
  resume: { tone: 'neutral', icon: RiRestartLine },
} satisfies Record<string, { tone: Tone; icon: RemixiconComponentType }>;

/** What a change may need from somebody. */
export type ChangeTask = keyof typeof looks;

/** What is to be done with a change, in a word; red when it should have been done. */
export function TaskBadge(props: { task: ChangeTask; isOverdue: boolean }) {
  const { t } = useTexts(changeManagementTranslationRef);
  const { tone, icon } = looks[props.task];
  return (
    <ToneBadge tone={props.isOverdue ? 'danger' : tone} icon={icon}>
      {t(`cards.task.${props.task}`)}
    </ToneBadge>
  );
}
