import {
  IncidentEntryData,
  incidentEntrySchemas,
  IncidentEntryType,
} from '../entries';
import {
  earlier,
  flatters,
  IncidentFacts,
  isOpen,
  Level,
  priorityOf,
  stampAfter,
  Task,
  TimeCorrection,
  Times,
  worse,
} from '../model';

/** An entry of the ledger about an incident, as far as its facts need it. */
export interface IncidentEntry {
  id: string;
  type: string;
  subject: string;
  actor: string;
  occurredAt: string;
  data: unknown;
}

const appliers: { [T in IncidentEntryType]: Applier<T> } = {
  'incident.opened': facts => facts,
  'incident.accepted': (facts, _, signed) =>
    handed({ ...facts, state: 'new' }, signed),
  'incident.acknowledged': (facts, _, signed) =>
    handed(
      {
        ...stamped(facts, 'acknowledged', signed.at),
        state: 'in-progress',
        acknowledged: { by: signed.by, at: signed.at },
      },
      signed,
    ),
  'incident.held': (facts, { reason, text }, signed) =>
    handed(
      {
        ...facts,
        state: 'on-hold',
        hold: {
          reason,
          ...(text !== undefined && { text }),
          by: signed.by,
          at: signed.at,
        },
      },
      signed,
    ),
  'incident.resumed': (facts, _, signed) =>
    handed({ ...released(facts, signed.at), state: 'in-progress' }, signed),
  'incident.mitigated': (facts, _, signed) =>
    handed(stamped(facts, 'mitigated', signed.at), signed),
  'incident.restored': (facts, _, signed) =>
    handed(stamped(facts, 'restored', signed.at), signed),
  'incident.resolved': (facts, { text }, signed) => {
    const calm = released(facts, signed.at);
    const restored = calm.times.restored
      ? calm
      : stamped(calm, 'restored', signed.at);
    const { update, ...rest } = stamped(restored, 'resolved', signed.at);
    return handed(
      {
        ...rest,
        state: 'resolved',
        resolution: { text, by: signed.by, at: signed.at },
        // Nothing more is promised.
        ...(update && { update: without(update, 'nextAt') }),
      },
      signed,
    );
  },
  'incident.reopened': (facts, _, signed) => {
    const { resolution: _resolution, ...rest } = released(facts, signed.at);
    return handed(
      {
        ...rest,
        state: facts.acknowledged ? 'in-progress' : 'new',
        times: without(
          without(without(facts.times, 'resolved'), 'restored'),
          'mitigated',
        ) as Times,
        reopened: facts.reopened + 1,
      },
      signed,
    );
  },
  'incident.closed': (facts, _, { at }) => ({
    ...facts,
    state: 'closed',
    closedAt: at,
  }),
  'incident.canceled': (facts, { reason, text }, { by, at }) => ({
    ...released(facts, at),
    state: 'canceled',
    cancellation: { reason, text, by, at },
  }),
  'incident.merged': (facts, { into, as }, { by, at }) => ({
    ...released(facts, at),
    state: 'canceled',
    merged: { into, as, by, at },
  }),
  'incident.absorbed': (facts, taken) => {
    const { times, firstAlertAt } = facts;
    const first = [firstAlertAt, taken.firstAlertAt].filter(
      at => at !== undefined,
    );
    return worsened(
      {
        ...facts,
        absorbed: [...new Set([...facts.absorbed, taken.from.number])],
        entities: [...new Set([...facts.entities, ...taken.entities])],
        times: {
          ...times,
          started: earlier(times.started, taken.started),
          detected: earlier(times.detected, taken.detected),
        },
        ...(first.length && { firstAlertAt: first.reduce(earlier) }),
        alerts: {
          seen: facts.alerts.seen + taken.alerts.seen,
          firing: facts.alerts.firing + taken.alerts.firing,
        },
        major:
          rank(taken.major) > rank(facts.major.state)
            ? { state: taken.major }
            : facts.major,
      },
      worse(facts.impact, taken.impact),
      worse(facts.urgency, taken.urgency),
    );
  },
  'incident.split': (facts, { into, entities }) => ({
    ...facts,
    splitInto: [...facts.splitInto, into],
    entities: facts.entities.filter(each => !entities.includes(each)),
  }),
  'incident.edited': (facts, fields) => ({
    ...facts,
    ...Object.fromEntries(
      Object.entries(fields).filter(([, value]) => value !== undefined),
    ),
  }),
  'incident.prioritized': (facts, { impact, urgency }) =>
    worsened(facts, impact, urgency),
  'incident.assigned': (facts, { role, person }, signed) => {
    const roles = without(facts.roles, role) as IncidentFacts['roles'];
    if (person === undefined) return { ...facts, roles };
    return handed(
      { ...facts, roles: { ...roles, [role]: person } },
      { ...signed, by: person },
    );
  },
  'incident.task_added': (facts, task, { id }) => ({
    ...facts,
    tasks: [...facts.tasks, compacted({ id, ...task })],
  }),
  'incident.task_done': (facts, { task }, { by, at }) => ({
    ...facts,
    tasks: facts.tasks.map(each =>
      each.id === task && !each.done ? { ...each, done: { by, at } } : each,
    ),
  }),
  'incident.linked': (facts, link) => ({
    ...facts,
    links: [...facts.links.filter(({ url }) => url !== link.url), link],
  }),
  'incident.unlinked': (facts, { url }) => ({
    ...facts,
    links: facts.links.filter(each => each.url !== url),
  }),
  'incident.major_proposed': (facts, { reason }, { by, at }) => ({
    ...facts,
    major: { state: 'candidate', reason, by, at },
  }),
  'incident.major_accepted': (facts, { reason }, { by, at }) => ({
    ...facts,
    major: { state: 'accepted', reason, by, at },
  }),
  'incident.major_rejected': (facts, { reason }, { by, at }) => ({
    ...facts,
    major: { state: 'rejected', reason, by, at },
  }),
  'incident.time_set': (facts, { time, from, to, reason }, signed) => {
    const isWaiting = waits(facts, { time, to });
    const correction: TimeCorrection = {
      id: signed.id,
      time,
      ...(from !== undefined && { from }),
      to,
      reason,
      by: signed.by,
      at: signed.at,
      state: isWaiting ? 'waits' : 'counts',
    };
    const corrected = {
      ...facts,
      corrections: [...facts.corrections, correction],
    };
    return isWaiting
      ? corrected
      : { ...corrected, times: set(facts, correction) };
  },
  'incident.time_confirmed': (facts, { correction }, { by, at }) => {
    const meant = facts.corrections.find(({ id }) => id === correction);
    if (meant?.state !== 'waits') return facts;
    return {
      ...facts,
      times: set(facts, meant),
      corrections: facts.corrections.map(each =>
        each === meant
          ? { ...each, state: 'counts' as const, confirmed: { by, at } }
          : each,
      ),
    };
  },
  'incident.time_withdrawn': (facts, { correction }) => ({
    ...facts,
    corrections: facts.corrections.map(each =>
      each.id === correction && each.state === 'waits'
        ? { ...each, state: 'withdrawn' as const }
        : each,
    ),
  }),
  'incident.drill_denied': facts => ({ ...facts, drill: false }),
  'incident.restricted': (facts, { to }) => ({ ...facts, privateTo: to }),
  'incident.published': facts => without(facts, 'privateTo') as IncidentFacts,
  'incident.updated': (facts, { text, nextAt }, { id, by, at }) => ({
    ...facts,
    update: { id, text, by, at, ...(nextAt !== undefined && { nextAt }) },
    authors: { ...facts.authors, [id]: by },
  }),
  'incident.noted': (facts, _, { id, by }) => ({
    ...facts,
    authors: { ...facts.authors, [id]: by },
  }),
  'incident.pinned': (facts, { entry }) => ({
    ...facts,
    pinned: [...new Set([...facts.pinned, entry])],
  }),
  'incident.unpinned': (facts, { entry }) => ({
    ...facts,
    pinned: facts.pinned.filter(each => each !== entry),
  }),
  'incident.rewritten': (facts, { entry, text }) =>
    facts.update?.id === entry
      ? { ...facts, update: { ...facts.update, text } }
      : facts,
  'incident.alerts_added': (facts, { alerts, firing }) => {
    const begun = alerts.map(({ startedAt }) => startedAt);
    const detected = alerts.map(({ receivedAt }) => receivedAt);
    const { times } = facts;
    // What somebody set otherwise, and had confirmed, stands.
    const isSet = facts.corrections.some(
      ({ time, state }) => time === 'started' && state === 'counts',
    );
    return {
      ...facts,
      ...firstAlert(facts.firstAlertAt, alerts),
      alerts: { seen: facts.alerts.seen + alerts.length, firing },
      times: {
        // What fires again is not restored.
        ...(firing > 0 ? (without(times, 'restored') as Times) : times),
        ...(!isSet && {
          started: begun.reduce(earlier, times.started),
          detected: detected.reduce(earlier, times.detected),
        }),
      },
    };
  },
  'incident.alerts_ended': (facts, { firing }) => ({
    ...facts,
    alerts: { ...facts.alerts, firing },
  }),
  'incident.cause_confirmed': (
    facts,
    { change, rank: place, reason },
    { by, at },
  ) => ({
    ...facts,
    causes: [
      ...facts.causes.filter(each => each.change.number !== change.number),
      { change, ...(place !== undefined && { rank: place }), reason, by, at },
    ],
  }),
  'incident.cause_withdrawn': (facts, { change }) => ({
    ...facts,
    causes: facts.causes.filter(each => each.change.number !== change),
  }),
  'incident.problem_unlinked': (facts, { problem }) => ({
    ...facts,
    problems: facts.problems.filter(each => each !== problem),
  }),
  'incident.problem_linked': (facts, { problem }) => ({
    ...facts,
    problems: [...new Set([...facts.problems, problem])],
  }),
};

/** Folds entries in the order of the ledger. What does not fit what stands changes nothing. */
export function foldIncident(
  entries: readonly IncidentEntry[],
): IncidentFacts | undefined {
  return entries.reduce<IncidentFacts | undefined>(applyEntry, undefined);
}

/** What becomes of the facts by one more entry. Pure and total: it never throws. */
export function applyEntry(
  facts: IncidentFacts | undefined,
  entry: IncidentEntry,
): IncidentFacts | undefined {
  if (!Object.hasOwn(incidentEntrySchemas, entry.type)) return facts;
  const type = entry.type as IncidentEntryType;
  const read = incidentEntrySchemas[type].safeParse(entry.data);
  if (!read.success) return facts;
  if (type === 'incident.opened') {
    return (
      facts ?? opened(entry, read.data as IncidentEntryData<'incident.opened'>)
    );
  }
  if (!facts || facts.number !== entry.subject) return facts;
  const apply = appliers[type] as Applier<typeof type>;
  return apply(facts, read.data as never, {
    id: entry.id,
    by: entry.actor.toLocaleLowerCase('en-US'),
    at: entry.occurredAt,
  });
}

/** Who wrote an entry, and when. */
interface Signed {
  id: string;
  by: string;
  at: string;
}

type Applier<T extends IncidentEntryType> = (
  facts: IncidentFacts,
  data: IncidentEntryData<T>,
  signed: Signed,
) => IncidentFacts;

function opened(
  { subject, actor, occurredAt }: IncidentEntry,
  data: IncidentEntryData<'incident.opened'>,
): IncidentFacts {
  const { rules: _rules, triage, started, detected, splitFrom } = data;
  const { alerts, firing, ...fields } = data;
  const by = actor.toLocaleLowerCase('en-US');
  return {
    number: subject,
    title: fields.title,
    ...(fields.description !== undefined && {
      description: fields.description,
    }),
    entities: fields.entities,
    ...(fields.team !== undefined && { team: fields.team }),
    source: fields.source,
    opened: { by, at: occurredAt },
    state: triage ? 'triage' : 'new',
    impact: fields.impact,
    urgency: fields.urgency,
    worstPriority: priorityOf(fields.impact, fields.urgency),
    drill: fields.drill,
    ...(fields.privateTo !== undefined && { privateTo: fields.privateTo }),
    times: { started, detected },
    ...firstAlert(undefined, alerts),
    alerts: { seen: alerts.length, firing },
    heldSeconds: 0,
    reopened: 0,
    absorbed: [],
    ...(splitFrom && { splitFrom: splitFrom.number }),
    splitInto: [],
    major: { state: 'none' },
    roles: {},
    hands: [],
    tasks: [],
    links: [],
    corrections: [],
    causes: [],
    problems: [],
    authors: {},
    pinned: [],
  };
}

/** Whether a time that is set so waits for somebody who has no part in it. */
export function waits(
  facts: Pick<IncidentFacts, 'times'>,
  { time, to }: { time: keyof Times; to: string },
): boolean {
  return flatters(time, facts.times[time], to);
}

function set(facts: IncidentFacts, { time, to }: TimeCorrection): Times {
  return { ...facts.times, [time]: to };
}

function stamped(
  facts: IncidentFacts,
  time: keyof Times,
  at: string,
): IncidentFacts {
  return {
    ...facts,
    times: { ...facts.times, [time]: stampAfter(facts.times, time, at) },
  };
}

/** Whoever acted has a hand in it from then on; machines have none. */
function handed(facts: IncidentFacts, { by }: Signed): IncidentFacts {
  return by.startsWith('user:') && !facts.hands.includes(by)
    ? { ...facts, hands: [...facts.hands, by] }
    : facts;
}

/** Off hold, with the time it lasted. */
function released(facts: IncidentFacts, at: string): IncidentFacts {
  const { hold, ...rest } = facts;
  if (!hold) return facts;
  const seconds = (Date.parse(at) - Date.parse(hold.at)) / 1000;
  return { ...rest, heldSeconds: rest.heldSeconds + Math.max(0, seconds) };
}

function worsened(
  facts: IncidentFacts,
  impact: Level,
  urgency: Level,
): IncidentFacts {
  return {
    ...facts,
    impact,
    urgency,
    worstPriority: Math.min(facts.worstPriority, priorityOf(impact, urgency)),
  };
}

function firstAlert(
  known: string | undefined,
  alerts: readonly { receivedAt: string }[],
): { firstAlertAt?: string } {
  const all = [
    ...(known === undefined ? [] : [known]),
    ...alerts.map(({ receivedAt }) => receivedAt),
  ];
  return all.length ? { firstAlertAt: all.reduce(earlier) } : {};
}

/** How far a major incident has come: what is taken over never makes it less. */
function rank(state: IncidentFacts['major']['state']): number {
  return { none: 0, rejected: 0, candidate: 1, accepted: 2 }[state];
}

function without<T extends object>(object: T, name: keyof T): Omit<T, never> {
  return Object.fromEntries(
    Object.entries(object).filter(([key]) => key !== name),
  ) as T;
}

function compacted<T extends Task>(task: T): T {
  return Object.fromEntries(
    Object.entries(task).filter(([, value]) => value !== undefined),
  ) as T;
}

/** Whether an alert is still to be counted on: it is open, and something fires. */
export function stillFires({ state, alerts }: IncidentFacts): boolean {
  return isOpen(state) && alerts.firing > 0;
}
