import { LedgerEntry } from '@countersign/plugin-ledger-common';
import type { ChangeEntryData } from '../evidence/entries';
import type { ChangeEventType, ChangesRequest } from '../model';
import { foldContent, contentOf } from './foldContent';
import { changesRequestedOf, Facts, RULES } from './facts';
import { Hand, HandKind, Naming } from './hands';
import { cameTo, firstState, trailOf } from './trail';
import { foldRef, isPerson } from './people';

/** An entry of a change, known to have the form of its type. */
export type ChangeEntry = Pick<
  LedgerEntry,
  'id' | 'type' | 'actor' | 'occurredAt'
> &
  Partial<Pick<LedgerEntry, 'subjectSequence'>> & { data: unknown };

type Data<T extends ChangeEventType> = ChangeEntryData<T>;
type Step<T extends ChangeEventType> = (
  facts: Facts,
  data: Data<T>,
  entry: ChangeEntry,
) => Facts;

/** The facts when the opening of a change is recorded. */
function opened(entry: ChangeEntry, data: Data<'change.created'>): Facts {
  const by = foldRef(entry.actor);
  const facts: Facts = {
    number: data.number,
    rules: data.rules ?? 1,
    type: data.type,
    state: firstState(data.type),
    trail: [firstState(data.type)],
    requester: foldRef(data.requester),
    implementer: data.implementer && foldRef(data.implementer),
    content: contentOf(data),
    hands: [],
    named: [
      ...data.planAuthors.map(who => naming(who, 'planned', by)),
      ...(data.implementer ? [naming(data.implementer, 'implements', by)] : []),
    ],
    declined: [],
    round: 1,
    decisions: [],
    acceptances: [],
    runs: [],
    at: entry.occurredAt,
  };
  return withHands(
    facts,
    ...(isPerson(data.requester) ? [hand(entry, 'asked', data.requester)] : []),
    ...own(entry, 'opened'),
    ...(data.inherits ?? []).map(({ who, as, at, entry: id, from }) => ({
      who: foldRef(who),
      as,
      at,
      entry: id || entry.id,
      from,
    })),
  );
}

const steps: { [T in ChangeEventType]?: Step<T> } = {
  'change.updated': (facts, { changes }, entry) => {
    const implementer = changes.find(c => c.field === 'implementer');
    const type = changes.find(c => c.field === 'type');
    const edited: Facts = {
      ...facts,
      content: foldContent(facts.content, changes),
      ...(type && { type: type.after as Facts['type'] }),
      ...(implementer &&
        named(facts, implementer.after as string | null, entry)),
    };
    return withHands(edited, ...own(entry, 'edited'));
  },
  'change.plan_attached': (facts, data, entry) => {
    const known = new Set(facts.named.map(n => `${n.as} ${n.who}`));
    const authors = data.planAuthors
      .map(who => naming(who, 'planned', foldRef(entry.actor)))
      .filter(
        n => !known.has(`${n.as} ${n.who}`) && !facts.declined.includes(n.who),
      );
    return withHands(
      {
        ...facts,
        named: [...facts.named, ...authors],
        content: {
          ...facts.content,
          planDigest: data.planDigest,
          commit: data.commit ?? undefined,
          items: data.items,
          touches: data.touches ?? [],
          counts: data.counts,
        },
      },
      ...own(entry, 'attached'),
    );
  },
  'change.declined': (facts, _data, entry) => {
    const who = foldRef(entry.actor);
    return {
      ...facts,
      declined: [...facts.declined, who],
      named: facts.named.filter(n => n.who !== who),
      ...(facts.implementer === who && { implementer: undefined }),
    };
  },
  'change.submitted': (facts, data, entry) => {
    const submitted = withHands(facts, ...own(entry, 'submitted'));
    if (facts.type !== 'standard')
      return { ...submitted, round: data.subject.round };
    // Pre-approved: nobody is asked, and what the template covers is what stands there.
    return {
      ...submitted,
      approvedAt: entry.occurredAt,
      asked: {
        at: entry.occurredAt,
        round: data.subject.round,
        subject: data.subject,
        subjectDigest: data.subjectDigest,
        policy: { name: data.policy.name, digest: data.policy.digest },
        requirements: [],
        items: facts.reliedItems,
      },
    };
  },
  'change.assessed': (facts, { risk, team }) => ({
    ...facts,
    content: {
      ...facts.content,
      risk: { score: risk.score, level: risk.level },
      ...(team !== undefined && { team: team ?? undefined }),
    },
  }),
  'change.approval_requested': (facts, data, entry) =>
    withHands(
      {
        ...withoutRequests(facts),
        round: data.round,
        decisions: [],
        approvedAt: undefined,
        asked: {
          at: entry.occurredAt,
          round: data.round,
          subject: data.subject,
          subjectDigest: data.subjectDigest,
          policy: { name: data.policy.name, digest: data.policy.digest },
          requirements: data.policy.requirements,
          items: facts.reliedItems,
          counts: facts.content.counts,
        },
      },
      ...own(entry, 'submitted'),
    ),
  'change.approved': (facts, data, entry) => {
    const decided = withoutRequests(
      withDecision(facts, data, entry, true),
      request => request.approver === foldRef(data.approver),
    );
    return data.completes
      ? { ...decided, approvedAt: entry.occurredAt, rejected: undefined }
      : decided;
  },
  'change.rejected': (facts, data, entry) => ({
    ...withoutRequests(withDecision(facts, data, entry, false)),
    approvedAt: undefined,
    rejected: {
      at: entry.occurredAt,
      by: foldRef(entry.actor),
      group: data.group,
      ...(data.comment && { reason: data.comment }),
    },
  }),
  'change.approval_withdrawn': (facts, { approvalId }) => ({
    ...facts,
    decisions: facts.decisions.filter(d => d.id !== approvalId),
    approvedAt: undefined,
  }),
  'change.changes_requested': (facts, data, entry) => {
    const { requestId, round, group, approver, onBehalfOf } = data;
    return {
      ...facts,
      changesRequested: [
        ...changesRequestedOf(facts),
        {
          id: requestId,
          round,
          group,
          approver: foldRef(approver),
          ...(onBehalfOf && { onBehalfOf: foldRef(onBehalfOf) }),
          comment: data.comment,
          subjectDigest: data.subjectDigest,
          requestedAt: entry.occurredAt,
        },
      ],
    };
  },
  'change.changes_request_withdrawn': (facts, { requestId }) =>
    withoutRequests(facts, request => request.id === requestId),
  'change.approvals_voided': (facts, { nextRound, reason }, entry) => ({
    ...withoutRequests(facts),
    ...voided(facts, entry, reason),
    asked: undefined,
    decisions: [],
    approvedAt: undefined,
    round: nextRound,
  }),
  'change.conflict_accepted': (facts, data, entry) =>
    withHands(
      {
        ...facts,
        acceptances: [
          ...facts.acceptances,
          {
            key: data.key,
            ends: data.ends,
            round: facts.round,
            by: foldRef(entry.actor),
            at: entry.occurredAt,
            justification: data.justification,
          },
        ],
      },
      ...own(entry, 'accepted'),
    ),
  'change.held': (facts, { reason }, entry) => ({
    ...facts,
    hold: { since: entry.occurredAt, by: foldRef(entry.actor), reason },
  }),
  'change.resumed': facts => ({ ...facts, hold: undefined }),
  'change.transitioned': transitioned,
  'change.closed': (facts, _data, entry) => ({
    ...facts,
    closedAt: entry.occurredAt,
  }),
  // That it was approved stays: it may have gone ahead, and was answered for by that.
  'change.canceled': (facts, { reason }, entry) => ({
    ...withoutRequests(facts),
    ...voided(facts, entry, reason),
    canceledAt: entry.occurredAt,
    asked: undefined,
    decisions: [],
  }),
  'change.relied': (facts, { digest, world }) => ({
    ...facts,
    relied: digest,
    reliedItems: world.items,
  }),
  'change.ruleset': (facts, { digest }) => ({ ...facts, ruleset: digest }),
  'change.rules_adopted': (facts, { rules }) => ({ ...facts, rules }),
  'deployment.reported': (facts, data, entry) =>
    withHands(
      {
        ...facts,
        runs: [
          ...facts.runs,
          {
            id: data.id,
            startedAt: data.startedAt,
            finishedAt: data.finishedAt,
            outcome: data.outcome,
          },
        ],
      },
      ...people(entry, 'reported', data.reportedBy),
      ...people(entry, 'deployed', data.deployer),
    ),
  'deployment.reconciled': (
    facts,
    { deploymentId, verdict, covers, retrospectiveChange },
  ) => ({
    ...facts,
    runs: facts.runs.map(run =>
      run.id === deploymentId
        ? {
            ...run,
            verdict,
            covered: covers ?? retrospectiveChange === undefined,
          }
        : run,
    ),
  }),
};

function transitioned(
  facts: Facts,
  { from, to, verb, approvalDueAt }: Data<'change.transitioned'>,
  entry: ChangeEntry,
): Facts {
  const moved: Facts = {
    ...facts,
    state: to,
    trail: cameTo(to, trailOf(facts)),
  };
  if (verb === 'approve' && facts.approvedAt === undefined) {
    // Only under rules of version 1, and where a policy asks nobody, does no approval say that they are complete.
    moved.approvedAt = entry.occurredAt;
    moved.rejected = undefined;
  }
  if (verb === 'start' && facts.type === 'emergency' && from === 'authorize') {
    moved.ahead = {
      since: entry.occurredAt,
      dueAt: approvalDueAt ?? entry.occurredAt,
    };
  }
  if (to !== 'implement' && verb !== 'complete') return moved;
  // Whoever stands as the implementer when it starts implemented it, for good.
  const implementer = to === 'implement' ? facts.implementer : undefined;
  moved.startedAt = facts.startedAt ?? entry.occurredAt;
  return withHands(
    moved,
    ...(verb === 'start' ? own(entry, 'started') : []),
    ...(verb === 'complete' ? own(entry, 'completed') : []),
    ...people(entry, 'implemented', implementer),
  );
}

/**
 * Takes one entry into the facts. Pure and total: an entry that says nothing about the facts leaves them as they are.
 *
 * @param facts - Undefined before the change was opened; an entry that is not its opening is then passed over.
 */
export function fold(
  facts: Facts | undefined,
  entry: ChangeEntry,
): Facts | undefined {
  const type = entry.type as ChangeEventType;
  const next =
    type === 'change.created'
      ? facts ?? opened(entry, entry.data as Data<'change.created'>)
      : facts && step(facts, type, entry);
  const { subjectSequence: sequence } = entry;
  return (
    next && {
      ...next,
      at: entry.occurredAt > next.at ? entry.occurredAt : next.at,
      ...(sequence && { sequence }),
    }
  );
}

function step(facts: Facts, type: ChangeEventType, entry: ChangeEntry): Facts {
  const take = steps[type] as Step<ChangeEventType> | undefined;
  return take ? take(facts, entry.data as Data<ChangeEventType>, entry) : facts;
}

/** The facts after all of these entries, in the order of the ledger. */
export function foldAll(entries: Iterable<ChangeEntry>): Facts | undefined {
  let facts: Facts | undefined;
  for (const entry of entries) facts = fold(facts, entry);
  return facts;
}

/** The facts as they were at a moment: after the entries that had occurred by then. */
export function factsAt(
  entries: Iterable<ChangeEntry>,
  at: string,
): Facts | undefined {
  let facts: Facts | undefined;
  for (const entry of entries) {
    if (Date.parse(entry.occurredAt) > Date.parse(at)) break;
    facts = fold(facts, entry);
  }
  return facts;
}

/** Facts whose change was opened under the rules of today. */
export function isUnderRules(facts: Pick<Facts, 'rules'>): boolean {
  return facts.rules >= RULES;
}

/** Without the requests that are answered. */
function withoutRequests(
  facts: Facts,
  isAnswered: (request: ChangesRequest) => boolean = () => true,
): Facts {
  const open = changesRequestedOf(facts);
  return open.some(isAnswered)
    ? {
        ...facts,
        changesRequested: open.filter(request => !isAnswered(request)),
      }
    : facts;
}

function withDecision(
  facts: Facts,
  data: Data<'change.approved'>,
  entry: ChangeEntry,
  approved: boolean,
): Facts {
  const { approvalId, round, group, approver, onBehalfOf } = data;
  return {
    ...facts,
    decisions: [
      ...facts.decisions,
      {
        id: approvalId,
        round,
        group,
        approver: foldRef(approver),
        ...(onBehalfOf && { onBehalfOf: foldRef(onBehalfOf) }),
        approved,
        subjectDigest: data.subjectDigest,
        at: entry.occurredAt,
        ...(data.comment && { comment: data.comment }),
      },
    ],
  };
}

/** The round that ends here, where approval was asked for in it. */
function voided(
  { asked, decisions }: Facts,
  { occurredAt }: ChangeEntry,
  reason: string,
): Pick<Facts, 'voided'> {
  return asked
    ? {
        voided: {
          round: asked.round,
          subject: asked.subject,
          ...(asked.counts && { counts: asked.counts }),
          decisions,
          voidedAt: occurredAt,
          reason,
        },
      }
    : {};
}

function named(
  facts: Facts,
  implementer: string | null,
  entry: ChangeEntry,
): Pick<Facts, 'implementer' | 'named'> {
  const others = facts.named.filter(n => n.as !== 'implements');
  return {
    implementer: implementer ? foldRef(implementer) : undefined,
    named: implementer
      ? [...others, naming(implementer, 'implements', foldRef(entry.actor))]
      : others,
  };
}

function withHands(facts: Facts, ...more: Hand[]): Facts {
  const known = new Set(facts.hands.map(key));
  const fresh = more.filter(h => !known.has(key(h)));
  return fresh.length ? { ...facts, hands: [...facts.hands, ...fresh] } : facts;
}

/** One hand of a kind is enough for each person. */
function key({ who, as }: Hand) {
  return `${as} ${who}`;
}

function naming(who: string, as: Naming['as'], by: string): Naming {
  return {
    who: foldRef(who),
    as,
    by,
  };
}

function hand(entry: ChangeEntry, as: HandKind, who: string): Hand {
  return {
    who: foldRef(who),
    as,
    at: entry.occurredAt,
    entry: entry.id,
  };
}

/** The hand of whoever wrote the entry, if that was a person. */
function own(entry: ChangeEntry, as: HandKind): Hand[] {
  return people(entry, as, entry.actor);
}

function people(
  entry: ChangeEntry,
  as: HandKind,
  who: string | undefined,
): Hand[] {
  return who && isPerson(who) ? [hand(entry, as, who)] : [];
}
