import { filled, person } from '@countersign/plugin-governance-common';
import {
  EntryLooks,
  EntryText,
  Texts,
} from '@countersign/plugin-governance-react';
import { TimelineEvent } from '@countersign/plugin-ledger-common';
import {
  RemixiconComponentType,
  RiAlarmWarningLine,
  RiBookOpenLine,
  RiChat3Line,
  RiCheckDoubleLine,
  RiCheckLine,
  RiCloseCircleLine,
  RiFileTextLine,
  RiFirstAidKitLine,
  RiGitMergeLine,
  RiGitPullRequestLine,
  RiMegaphoneLine,
  RiNotification3Line,
  RiPauseCircleLine,
  RiPhoneLine,
  RiPlayCircleLine,
  RiPushpinLine,
  RiRestartLine,
  RiTaskLine,
  RiTimeLine,
  RiUserFollowLine,
  RiUserStarLine,
} from '@remixicon/react';
import { incidentManagementTranslationRef } from '../../translation';
import { entryTexts, timelineSchemas } from './entryTexts';
import { rewritingOf } from './incidentEvent';

type Translate = Texts<typeof incidentManagementTranslationRef.T>;

const icons: Partial<Record<string, RemixiconComponentType>> = {
  'incident.opened': RiAlarmWarningLine,
  'incident.acknowledged': RiUserFollowLine,
  'incident.assigned': RiUserStarLine,
  'incident.held': RiPauseCircleLine,
  'incident.resumed': RiPlayCircleLine,
  'incident.mitigated': RiFirstAidKitLine,
  'incident.restored': RiCheckLine,
  'incident.resolved': RiCheckLine,
  'incident.reopened': RiRestartLine,
  'incident.closed': RiCheckDoubleLine,
  'incident.canceled': RiCloseCircleLine,
  'incident.merged': RiGitMergeLine,
  'incident.absorbed': RiGitMergeLine,
  'incident.task_added': RiTaskLine,
  'incident.task_done': RiTaskLine,
  'incident.time_set': RiTimeLine,
  'incident.time_confirmed': RiTimeLine,
  'incident.time_withdrawn': RiTimeLine,
  'incident.updated': RiMegaphoneLine,
  'incident.noted': RiChat3Line,
  'incident.paged': RiPhoneLine,
  'incident.pinned': RiPushpinLine,
  'incident.unpinned': RiPushpinLine,
  'incident.alerts_added': RiNotification3Line,
  'incident.alerts_ended': RiNotification3Line,
  'incident.cause_confirmed': RiGitPullRequestLine,
  'incident.cause_withdrawn': RiGitPullRequestLine,
  'incident.review_started': RiFileTextLine,
  'incident.review_edited': RiFileTextLine,
  'incident.review_taken': RiFileTextLine,
  'incident.review_published': RiFileTextLine,
  'incident.action_added': RiTaskLine,
  'incident.action_changed': RiTaskLine,
  'incident.action_done': RiTaskLine,
  'incident.action_canceled': RiTaskLine,
  'incident.step_ticked': RiBookOpenLine,
  'incident.step_unticked': RiBookOpenLine,
};

/** People's words stand out, and what made it better or worse has a color. */
const tones: Partial<Record<string, 'comment' | 'good' | 'bad'>> = {
  'incident.opened': 'bad',
  'incident.reopened': 'bad',
  'incident.major_accepted': 'bad',
  'incident.noted': 'comment',
  'incident.updated': 'comment',
  'incident.mitigated': 'good',
  'incident.restored': 'good',
  'incident.resolved': 'good',
};

/** What the author has it say now, and what it said. */
function corrected(
  text: EntryText,
  event: TimelineEvent,
  t: Translate,
): EntryText {
  const now = rewritingOf(event);
  if (!now) return text;
  return {
    ...text,
    words: now.text,
    details: [
      ...(text.details ?? []),
      filled(v => t('event.correctedTo', { ...v, text: text.words ?? '' }), {
        person: person(now.by),
      }),
    ],
  };
}

/** How the entries of an incident look in its timeline. One of a type that is not known is told by its type alone. */
export function entryLooks(t: Translate): EntryLooks {
  return {
    textOf(event) {
      const { type, data } = event;
      const tell = Object.hasOwn(entryTexts, type)
        ? entryTexts[type as keyof typeof entryTexts]
        : undefined;
      if (!tell) return { sentence: t('event.other', { type }) };
      const schema = timelineSchemas[type as keyof typeof timelineSchemas];
      return corrected(tell(schema.parse(data) as never, t), event, t);
    },
    iconOf: ({ type }) => icons[type],
    toneOf: ({ type }) => tones[type],
  };
}
