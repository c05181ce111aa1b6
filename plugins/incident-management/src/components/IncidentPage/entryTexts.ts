import {
  filled,
  joined,
  person,
  Phrase,
  record,
  time,
} from '@countersign/plugin-governance-common';
import {
  EntryText,
  shortName,
  Texts,
} from '@countersign/plugin-governance-react';
import {
  AlertReference,
  incidentEntrySchemas,
  incidentManagementEntries,
  Level,
  priorityOf,
} from '@countersign/plugin-incident-management-common';
import { incidentManagementTranslationRef } from '../../translation';

type Translate = Texts<typeof incidentManagementTranslationRef.T>;

/** What stands in the timeline of an incident: its own entries, and who was told of it. */
export const timelineSchemas = {
  ...incidentEntrySchemas,
  'incident.paged': incidentManagementEntries.schemas['incident.paged'],
};
type TimelineType = keyof typeof timelineSchemas;
type TimelineData<T extends TimelineType> = ReturnType<
  (typeof timelineSchemas)[T]['parse']
>;

/** So many alerts are named; of the rest, their number. */
const NAMED = 5;

function priorityText(impact: Level, urgency: Level, t: Translate): string {
  const priority = priorityOf(impact, urgency);
  return t('shared.priority.label', {
    word: t(`shared.priority.p${priority}`),
    n: String(priority),
  });
}

const because = (impact: Level, urgency: Level, t: Translate) =>
  t('event.because', {
    impact: t(`shared.level.${impact}`),
    urgency: t(`shared.level.${urgency}`),
  });

const at = (
  key: 'startedAt' | 'detectedAt' | 'restoredAt' | 'nextUpdate' | 'taskDue',
  instant: string,
  t: Translate,
): Phrase => filled(v => t(`event.${key}`, v), { time: time(instant) });

function alertLines(alerts: readonly AlertReference[]): Phrase[] {
  return alerts.slice(0, NAMED).map(({ alert, title, record: other }) => {
    const name = other ? record(other.number) : alert;
    return title === undefined
      ? joined([name], '')
      : joined([name, title], ' ');
  });
}

const firingLine = (firing: number, t: Translate) =>
  firing ? t('event.firing', { count: firing }) : t('event.noneFiring');

function actionLines(
  {
    text,
    owner,
    dueAt,
    record: tie,
  }: {
    text?: string;
    owner?: string;
    dueAt?: string;
    record?: { number: string } | null;
  },
  t: Translate,
): Phrase[] {
  return [
    ...(text === undefined ? [] : [text]),
    ...(owner
      ? [filled(v => t('event.actionOwner', v), { person: person(owner) })]
      : []),
    ...(dueAt ? [at('taskDue', dueAt, t)] : []),
    ...(tie
      ? [
          filled(v => t('event.actionRecord', v), {
            record: record(tie.number),
          }),
        ]
      : []),
    ...(tie === null ? [t('event.actionUnlinked')] : []),
  ];
}

/** What each entry says: its sentence, the words of whoever wrote it, and lines of detail. */
export const entryTexts: {
  [T in TimelineType]?: (data: TimelineData<T>, t: Translate) => EntryText;
} = {
  'incident.paged': ({ step, pages }, t) => ({
    sentence: t('event.paged', { step: String(step + 1) }),
    details: pages.map(({ channel, recipient, nobody }) =>
      channel === 'nobody'
        ? t('event.nobody', { why: nobody ?? recipient })
        : filled(v => t('event.told', v), { who: person(recipient) }),
    ),
  }),
  'incident.opened': (data, t) => ({
    sentence: t(`event.opened.${data.source}`),
    words: data.description,
    details: [
      `${priorityText(data.impact, data.urgency, t)}: ${because(
        data.impact,
        data.urgency,
        t,
      )}`,
      at('startedAt', data.started, t),
      at('detectedAt', data.detected, t),
      ...(data.triage ? [t('event.triage')] : []),
      ...alertLines(data.alerts),
    ],
  }),
  'incident.accepted': (_, t) => ({ sentence: t('event.accepted') }),
  'incident.acknowledged': (_, t) => ({ sentence: t('event.acknowledged') }),
  'incident.held': ({ reason, text }, t) => ({
    sentence: t('event.held', { reason: t(`shared.hold.${reason}`) }),
    words: text,
  }),
  'incident.resumed': (_, t) => ({ sentence: t('event.resumed') }),
  'incident.mitigated': ({ text }, t) => ({
    sentence: t('event.mitigated'),
    words: text,
  }),
  'incident.restored': ({ text, at: restoredAt }, t) => ({
    sentence: t('event.restored'),
    words: text,
    details: restoredAt === undefined ? [] : [at('restoredAt', restoredAt, t)],
  }),
  'incident.resolved': ({ text }, t) => ({
    sentence: t('event.resolved'),
    words: text,
  }),
  'incident.reopened': ({ reason }, t) => ({
    sentence: t('event.reopened'),
    words: reason,
  }),
  'incident.closed': (_, t) => ({ sentence: t('event.closed') }),
  'incident.canceled': ({ reason, text }, t) => ({
    sentence: t('event.canceled', { reason: t(`shared.cancel.${reason}`) }),
    words: text,
  }),
  'incident.merged': ({ into, as, reason }, t) => ({
    sentence: filled(v => t(`event.merged.${as}`, v), {
      into: record(into.number),
    }),
    words: reason,
  }),
  'incident.absorbed': ({ from, as }, t) => ({
    sentence: filled(v => t(`event.absorbed.${as}`, v), {
      from: record(from.number),
    }),
  }),
  'incident.split': ({ into, reason }, t) => ({
    sentence: filled(v => t('event.split', v), { into: record(into) }),
    words: reason,
  }),
  'incident.edited': ({ title, description, entities, team }, t) => {
    const edited = { title, description, entities, team };
    const fields = (['title', 'description', 'entities', 'team'] as const)
      .filter(field => edited[field] !== undefined)
      .map(field => t(`event.field.${field}`));
    return {
      sentence: t('event.edited', { fields: fields.join(', ') }),
      details: title === undefined ? [] : [title],
    };
  },
  'incident.prioritized': ({ impact, urgency, reason }, t) => ({
    sentence: t('event.prioritized', {
      priority: priorityText(impact, urgency, t),
    }),
    words: reason,
    details: [because(impact, urgency, t)],
  }),
  'incident.assigned': ({ role, person: who }, t) => {
    const name = t(`shared.role.${role}`).toLocaleLowerCase('en-US');
    return {
      sentence: who
        ? filled(v => t('event.assigned', { ...v, role: name }), {
            person: person(who),
          })
        : t('event.unassigned', { role: name }),
    };
  },
  'incident.task_added': ({ text, owner, dueAt }, t) => ({
    sentence: t('event.taskAdded'),
    details: [
      text,
      ...(owner
        ? [filled(v => t('event.taskOwner', v), { person: person(owner) })]
        : []),
      ...(dueAt ? [at('taskDue', dueAt, t)] : []),
    ],
  }),
  'incident.task_done': (_, t) => ({ sentence: t('event.taskDone') }),
  'incident.linked': ({ title, url }, t) => ({
    sentence: t('event.linked'),
    details: [`${title}: ${url}`],
  }),
  'incident.unlinked': ({ url }, t) => ({
    sentence: t('event.unlinked'),
    details: [url],
  }),
  'incident.major_proposed': ({ reason }, t) => ({
    sentence: t('event.majorProposed'),
    words: reason,
  }),
  'incident.major_accepted': ({ reason }, t) => ({
    sentence: t('event.majorAccepted'),
    words: reason,
  }),
  'incident.major_rejected': ({ reason }, t) => ({
    sentence: t('event.majorRejected'),
    words: reason,
  }),
  'incident.time_set': ({ time: name, from, to, reason }, t) => ({
    sentence: filled(
      v => t('event.timeSet', { ...v, time: t(`shared.time.${name}`) }),
      { to: time(to) },
    ),
    words: reason,
    details: from
      ? [filled(v => t('event.timeFrom', v), { from: time(from) })]
      : [],
  }),
  'incident.time_confirmed': (_, t) => ({ sentence: t('event.timeConfirmed') }),
  'incident.time_withdrawn': (_, t) => ({ sentence: t('event.timeWithdrawn') }),
  'incident.drill_denied': ({ reason }, t) => ({
    sentence: t('event.drillDenied'),
    words: reason,
  }),
  'incident.restricted': ({ to, reason }, t) => ({
    sentence: t('event.restricted', { group: shortName(to) }),
    words: reason,
  }),
  'incident.published': ({ reason }, t) => ({
    sentence: t('event.published'),
    words: reason,
  }),
  'incident.updated': ({ text, nextAt }, t) => ({
    sentence: t('event.updated'),
    words: text,
    details: nextAt ? [at('nextUpdate', nextAt, t)] : [],
  }),
  'incident.noted': ({ text }, t) => ({
    sentence: t('event.noted'),
    words: text,
  }),
  'incident.pinned': (_, t) => ({ sentence: t('event.pinned') }),
  'incident.unpinned': (_, t) => ({ sentence: t('event.unpinned') }),
  'incident.rewritten': ({ text }, t) => ({
    sentence: t('event.rewritten'),
    words: text,
  }),
  'incident.alerts_added': ({ alerts, firing }, t) => ({
    sentence: t('event.alertsAdded', { count: alerts.length }),
    details: [...alertLines(alerts), firingLine(firing, t)],
  }),
  'incident.alerts_ended': ({ alerts, firing }, t) => ({
    sentence: t('event.alertsEnded', { count: alerts.length }),
    details: [firingLine(firing, t)],
  }),
  'incident.cause_confirmed': ({ change, reason }, t) => ({
    sentence: filled(v => t('event.causeConfirmed', v), {
      change: record(change.number),
    }),
    words: reason,
  }),
  'incident.cause_withdrawn': ({ change, reason }, t) => ({
    sentence: filled(v => t('event.causeWithdrawn', v), {
      change: record(change),
    }),
    words: reason,
  }),
  'incident.review_started': (_, t) => ({ sentence: t('event.reviewStarted') }),
  'incident.review_edited': ({ revision }, t) => ({
    sentence: t('event.reviewEdited', { revision: String(revision) }),
  }),
  'incident.review_taken': ({ reason }, t) => ({
    sentence: t('event.reviewTaken'),
    words: reason,
  }),
  'incident.review_published': ({ revision }, t) => ({
    sentence: t('event.reviewPublished', { revision: String(revision) }),
  }),
  'incident.action_added': (data, t) => ({
    sentence: t('event.actionAdded'),
    details: actionLines(data, t),
  }),
  'incident.action_changed': ({ reason, ...data }, t) => ({
    sentence: t('event.actionChanged'),
    words: reason,
    details: actionLines(data, t),
  }),
  'incident.action_done': ({ text }, t) => ({
    sentence: t('event.actionDone'),
    words: text,
  }),
  'incident.action_canceled': ({ text }, t) => ({
    sentence: t('event.actionCanceled'),
    words: text,
  }),
  'incident.step_ticked': ({ runbook, part, step }, t) => ({
    sentence: t(runbook ? 'event.stepTicked' : 'event.stepTickedOwn'),
    details: [
      step,
      ...(runbook
        ? [[shortName(runbook), part].filter(Boolean).join(' · ')]
        : []),
    ],
  }),
  'incident.step_unticked': ({ reason }, t) => ({
    sentence: t('event.stepUnticked'),
    words: reason,
  }),
  'incident.problem_linked': ({ problem }, t) => ({
    sentence: filled(v => t('event.problemLinked', v), {
      problem: record(problem),
    }),
  }),
};
