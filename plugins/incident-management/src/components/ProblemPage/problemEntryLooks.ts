import { filled, person, record } from '@countersign/plugin-governance-common';
import {
  EntryLooks,
  EntryText,
  Texts,
} from '@countersign/plugin-governance-react';
import {
  ProblemEntryData,
  problemEntrySchemas,
  ProblemEntryType,
} from '@countersign/plugin-incident-management-common';
import {
  RemixiconComponentType,
  RiAlarmWarningLine,
  RiBookmarkLine,
  RiChat3Line,
  RiCheckDoubleLine,
  RiCheckLine,
  RiCloseCircleLine,
  RiGitPullRequestLine,
  RiMicroscopeLine,
  RiUserStarLine,
} from '@remixicon/react';
import { incidentManagementTranslationRef } from '../../translation';

type Translate = Texts<typeof incidentManagementTranslationRef.T>;

const icons: Partial<Record<string, RemixiconComponentType>> = {
  'problem.analyzed': RiMicroscopeLine,
  'problem.reanalyzed': RiMicroscopeLine,
  'problem.known': RiBookmarkLine,
  'problem.fix_planned': RiGitPullRequestLine,
  'problem.resolved': RiCheckLine,
  'problem.closed': RiCheckDoubleLine,
  'problem.canceled': RiCloseCircleLine,
  'problem.incident_linked': RiAlarmWarningLine,
  'problem.incident_unlinked': RiAlarmWarningLine,
  'problem.assigned': RiUserStarLine,
  'problem.noted': RiChat3Line,
};

const tones: Partial<Record<string, 'comment' | 'good' | 'bad'>> = {
  'problem.noted': 'comment',
  'problem.known': 'good',
  'problem.resolved': 'good',
  'problem.reanalyzed': 'bad',
};

/** What each entry says: its sentence, the words of whoever wrote it, and lines of detail. */
const texts: {
  [T in ProblemEntryType]: (
    data: ProblemEntryData<T>,
    t: Translate,
  ) => EntryText;
} = {
  'problem.opened': ({ description }, t) => ({
    sentence: t('problem.event.opened'),
    words: description,
  }),
  'problem.assessed': (_, t) => ({ sentence: t('problem.event.assessed') }),
  'problem.analyzed': (_, t) => ({ sentence: t('problem.event.analyzed') }),
  'problem.reanalyzed': ({ reason }, t) => ({
    sentence: t('problem.event.reanalyzed'),
    words: reason,
  }),
  'problem.known': ({ cause, workaround }, t) => ({
    sentence: t('problem.event.known'),
    details: [
      t('problem.event.cause', { text: cause }),
      t('problem.event.workaround', { text: workaround }),
    ],
  }),
  'problem.fix_planned': ({ change }, t) => ({
    sentence: filled(v => t('problem.event.fixPlanned', v), {
      change: record(change.number),
    }),
  }),
  'problem.resolved': ({ text, change }, t) => ({
    sentence: filled(v => t('problem.event.resolved', v), {
      change: record(change.number),
    }),
    words: text,
  }),
  'problem.risk_accepted': ({ text }, t) => ({
    sentence: t('problem.event.riskAccepted'),
    words: text,
  }),
  'problem.closed': (_, t) => ({ sentence: t('problem.event.closed') }),
  'problem.canceled': ({ text }, t) => ({
    sentence: t('problem.event.canceled'),
    words: text,
  }),
  'problem.duplicate': ({ of, text }, t) => ({
    sentence: filled(v => t('problem.event.duplicate', v), { of: record(of) }),
    words: text,
  }),
  'problem.incident_linked': ({ incident }, t) => ({
    sentence: filled(v => t('problem.event.incidentLinked', v), {
      incident: record(incident),
    }),
  }),
  'problem.incident_unlinked': ({ incident, reason }, t) => ({
    sentence: filled(v => t('problem.event.incidentUnlinked', v), {
      incident: record(incident),
    }),
    words: reason,
  }),
  'problem.assigned': ({ person: who }, t) => ({
    sentence: who
      ? filled(v => t('problem.event.assigned', v), { person: person(who) })
      : t('problem.event.unassigned'),
  }),
  'problem.edited': ({ title }, t) => ({
    sentence: t('problem.event.edited'),
    details: title === undefined ? [] : [title],
  }),
  'problem.noted': ({ text }, t) => ({
    sentence: t('problem.event.noted'),
    words: text,
  }),
};

/** How the entries of a problem look in its timeline. One of a type that is not known is told by its type alone. */
export function problemEntryLooks(t: Translate): EntryLooks {
  return {
    textOf({ type, data }) {
      if (!Object.hasOwn(texts, type)) {
        return { sentence: t('problem.event.other', { type }) };
      }
      const known = type as ProblemEntryType;
      const read = problemEntrySchemas[known].parse(data);
      return texts[known](read as never, t);
    },
    iconOf: ({ type }) => icons[type],
    toneOf: ({ type }) => tones[type],
  };
}
