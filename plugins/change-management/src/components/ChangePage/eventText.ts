import {
  ChangeEntryData,
  changeEntrySchemas,
  ChangeEventType,
  changeStates,
  isChangeEventType,
  Stack,
} from '@countersign/plugin-change-management-common';
import { EntryText, Texts } from '@countersign/plugin-governance-react';
import {
  entity,
  filled,
  joined,
  person,
  Phrase,
} from '@countersign/plugin-governance-common';
import { TimelineEvent } from '@countersign/plugin-ledger-common';
import { changeManagementTranslationRef } from '../../translation';

type Translate = Texts<typeof changeManagementTranslationRef.T>;

const stateName = (name: string, t: Translate) => {
  const known = changeStates.find(state => state === name);
  return known ? t(`shared.state.${known}`) : name;
};

/** Longer values are to be read in the change itself, not in its history. */
const LONGEST = 120;

/** Where a plan was or is about to be applied. */
const stackLine = (stack: Stack | undefined, t: Translate): string[] => {
  const parts = [stack?.workspace, stack?.directory, stack?.backend].filter(
    Boolean,
  );
  return parts.length
    ? [t('change.event.stack', { stack: parts.join(' · ') })]
    : [];
};

/** What somebody decided in the name of a group. */
const inNameOf = (
  group: string,
  key:
    | 'change.event.completes'
    | `change.event.change.${'approved' | 'rejected' | 'changes_requested'}`,
  t: Translate,
) => filled(values => t(key, values), { group: person(group) });

/** Entries whose type says it all. */
const plain: {
  [T in ChangeEventType]?: (t: Translate, event: TimelineEvent) => Phrase;
} = {
  'change.created': (t, { actor, data: { requester } }) =>
    typeof requester === 'string' && requester !== actor
      ? filled(values => t('change.event.openedFor', values), {
          requester: person(requester),
        })
      : t('change.event.change.created'),
  'change.submitted': t => t('change.event.change.submitted'),
  'change.resumed': t => t('change.event.change.resumed'),
  'change.approval_overdue': t => t('change.event.change.approval_overdue'),
};

/** Entries that say more with their data. */
const telling: {
  [T in ChangeEventType]?: (
    data: ChangeEntryData<T>,
    t: Translate,
  ) => EntryText;
} = {
  'change.updated': ({ changes }, t) => ({
    sentence: t('change.event.change.updated', {
      fields: changes.map(c => c.field).join(', '),
    }),
    details: changes
      .map(c => ({
        field: c.field,
        before: JSON.stringify(c.before),
        after: JSON.stringify(c.after),
      }))
      .filter(c => c.before.length + c.after.length < LONGEST)
      .map(c => `${c.field}: ${t('change.event.edited', c)}`),
  }),
  'change.plan_attached': ({ planDigest }, t) => ({
    sentence: t('change.event.change.plan_attached'),
    details: [planDigest],
  }),
  'change.assessed': ({ risk, conflicts }, t) => ({
    sentence: t('change.event.change.assessed', {
      risk: `${t(`shared.risk.${risk.level}`)} · ${Math.round(risk.score)}`,
    }),
    details: conflicts.map(conflict => conflict.explanation),
  }),
  'change.transitioned': ({ from, to, verb, reason }, t) => ({
    sentence:
      verb === 'start' || verb === 'complete'
        ? t(`change.event.${verb}`)
        : t('change.event.change.transitioned', {
            from: stateName(from, t),
            to: stateName(to, t),
          }),
    details: reason ? [reason] : [],
  }),
  'change.approval_requested': ({ round }, t) => ({
    sentence: t('change.event.change.approval_requested', {
      round: String(round),
    }),
  }),
  'change.approved': ({ group, comment, completes }, t) => ({
    sentence: inNameOf(
      group,
      completes ? 'change.event.completes' : 'change.event.change.approved',
      t,
    ),
    words: comment,
  }),
  'change.rejected': ({ group, comment }, t) => ({
    sentence: inNameOf(group, 'change.event.change.rejected', t),
    words: comment,
  }),
  'change.changes_requested': ({ group, comment }, t) => ({
    sentence: inNameOf(group, 'change.event.change.changes_requested', t),
    words: comment,
  }),
  'change.changes_request_withdrawn': ({ comment }, t) => ({
    sentence: t('change.event.change.changes_request_withdrawn'),
    words: comment,
  }),
  'change.approval_withdrawn': ({ comment }, t) => ({
    sentence: t('change.event.change.approval_withdrawn'),
    words: comment,
  }),
  'change.declined': ({ was }, t) => ({
    sentence: was.map(as => t(`change.event.declined.${as}`)).join(', '),
  }),
  'change.relied': ({ world }, t) => ({
    sentence: t('change.event.change.relied'),
    details: [
      filled(values => t('change.event.relied.items', values), {
        items: joined(
          world.items.map(item => entity(item.entityRef)),
          ', ',
        ),
      }),
      ...(world.freezes.length
        ? [
            t('change.event.relied.freezes', {
              freezes: world.freezes.map(f => f.title).join(', '),
            }),
          ]
        : []),
      ...(world.conflicts.length
        ? [
            t('change.event.relied.conflicts', {
              count: world.conflicts.length,
            }),
          ]
        : []),
    ],
  }),
  'change.ruleset': ({ ruleset }, t) => ({
    sentence: t('change.event.change.ruleset'),
    details: [
      t('change.event.relied.policies', {
        policies: ruleset.policies.map(p => p.name).join(', '),
      }),
      ...(ruleset.template
        ? [t('change.event.relied.template', { template: ruleset.template.id })]
        : []),
    ],
  }),
  'change.rules_adopted': ({ rules }, t) => ({
    sentence: t('change.event.change.rules_adopted', { rules: String(rules) }),
  }),
  'change.approvals_voided': ({ round, reason }, t) => ({
    sentence: t('change.event.change.approvals_voided', {
      round: String(round),
    }),
    details: [reason],
  }),
  'change.conflict_accepted': ({ explanation, justification }, t) => ({
    sentence: t('change.event.change.conflict_accepted'),
    words: justification,
    details: [explanation],
  }),
  'change.held': ({ reason }, t) => ({
    sentence: t('change.event.change.held'),
    words: reason,
  }),
  'change.commented': ({ text }, t) => ({
    sentence: t('change.event.change.commented'),
    words: text,
  }),
  'change.closed': ({ code, notes }, t) => ({
    sentence: t('change.event.change.closed', {
      code: t(`shared.closeCode.${code}`),
    }),
    words: notes,
  }),
  'change.canceled': ({ reason }, t) => ({
    sentence: t('change.event.change.canceled'),
    words: reason,
  }),
  'gate.decided': ({ decision, checks, stack }, t) => ({
    sentence: t('change.event.gate.decided', {
      decision: t(`change.event.${decision}`),
    }),
    details: [
      ...checks.filter(c => !c.passed).map(c => c.detail),
      ...stackLine(stack, t),
    ],
  }),
  'deployment.reported': ({ outcome, notes, stack }, t) => ({
    sentence: t('change.event.deployment.reported', {
      outcome: t(`change.deployment.outcome.${outcome}`),
    }),
    details: stackLine(stack, t),
    words: notes,
  }),
  'deployment.reconciled': ({ verdict, reasons }, t) => ({
    sentence: t('change.event.deployment.reconciled', {
      verdict: t(`change.deployment.verdict.${verdict}`),
    }),
    details: reasons,
  }),
};

function tellOf<T extends ChangeEventType>(
  type: T,
  raw: unknown,
  t: Translate,
): EntryText | undefined {
  const tell = telling[type];
  const parsed = changeEntrySchemas[type].safeParse(raw);
  return tell && parsed.success
    ? tell(parsed.data as ChangeEntryData<T>, t)
    : undefined;
}

/** Reads an entry of the ledger for people. One whose data is not as it should be is told by its type alone. */
export function eventText(event: TimelineEvent, t: Translate): EntryText {
  const { type, data } = event;
  const other = { sentence: t('change.event.other', { type }) };
  if (!isChangeEventType(type)) return other;
  const simple = plain[type];
  return simple
    ? { sentence: simple(t, event) }
    : tellOf(type, data, t) ?? other;
}

/** What a line says of what happened several times in a row. */
export function timesText(
  { type, data }: TimelineEvent,
  times: number,
  t: Translate,
): string {
  const n = String(times);
  switch (type) {
    case 'gate.decided':
      return t('change.event.times.gate', {
        n,
        decision: t(
          data.decision === 'allow'
            ? 'change.event.allow'
            : 'change.event.refuse',
        ),
      });
    case 'change.updated':
      return t('change.event.times.edits', { n });
    case 'change.assessed':
      return t('change.event.times.assessments', { n });
    default:
      return t('change.event.times.records', { n });
  }
}
