import { utc } from '@countersign/plugin-governance-common';
import type { IncidentEntry } from '../facts';
import {
  BudgetImpact,
  IncidentFacts,
  IncidentTime,
  LONGEST_SECTION,
  ReviewBasis,
  ReviewContent,
} from '../model';
import { plainLine } from './markdown';
import { NameOf, namedIn } from './names';
import { percentWords, spanWords } from './spans';

/** What a review is drafted from: the incident, and its timeline up to now. */
export interface ReviewSource {
  facts: IncidentFacts;
  entries: readonly IncidentEntry[];
  nameOf?: NameOf;
}

/** What a draft tells of the timeline, beside what somebody pinned. */
const told = new Set([
  'incident.opened',
  'incident.acknowledged',
  'incident.held',
  'incident.resumed',
  'incident.mitigated',
  'incident.restored',
  'incident.resolved',
  'incident.reopened',
  'incident.absorbed',
  'incident.major_accepted',
  'incident.updated',
  'incident.cause_confirmed',
  'incident.step_ticked',
  'incident.paged',
]);

/** So many moments are told at most; the timeline has them all. */
const MOST_MOMENTS = 500;

/** What the draft rests on; whoever verifies a story makes it again. */
export function reviewBasis({
  facts,
  entries,
}: Pick<ReviewSource, 'facts' | 'entries'>): ReviewBasis {
  const ticked = new Set(facts.steps.map(({ id }) => id));
  return {
    times: facts.times,
    causes: facts.causes.map(({ change }) => change.number),
    moments: entries
      .filter(
        ({ id, type }) =>
          (told.has(type) || facts.pinned.includes(id)) &&
          (type !== 'incident.step_ticked' || ticked.has(id)),
      )
      .slice(0, MOST_MOMENTS)
      .map(({ id, occurredAt }) => ({ entry: id, at: occurredAt })),
  };
}

/** The first draft of a review: what the timeline says, in words that its author goes on from. */
export function draftReview(
  source: ReviewSource,
  budget: BudgetImpact,
): { basis: ReviewBasis; content: ReviewContent } {
  const { facts } = source;
  const basis = reviewBasis(source);
  return {
    basis,
    content: {
      happened: happened(source, basis),
      impact: impact(source, budget),
      factors: list(factors(facts)),
      wentWell: list(wentWell(facts)),
      wentBadly: list(wentBadly(facts)),
    },
  };
}

function happened(
  { facts, entries, nameOf }: ReviewSource,
  { moments }: ReviewBasis,
): string {
  const rewritten = new Map(
    entries.flatMap(({ type, data }) => {
      const { entry, text } = textsOf(data);
      return type === 'incident.rewritten' && entry && text
        ? [[entry, text] as const]
        : [];
    }),
  );
  const byId = new Map(entries.map(each => [each.id, each]));
  const lines = moments.flatMap(({ entry: id }) => {
    const entry = byId.get(id);
    return entry
      ? [
          {
            at: timeOf(facts, entry, entries),
            text: wordsOf(entry, rewritten, nameOf),
          },
        ]
      : [];
  });
  lines.push({ at: facts.times.started, text: 'The impact began.' });
  if (facts.times.detected !== facts.opened.at) {
    lines.push({ at: facts.times.detected, text: 'It was noticed.' });
  }
  lines.sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  return list(lines.map(({ at, text }) => `**${utc(at)}** ${text}`));
}

/** Steps that stamp a time, and the time. */
const stamped: Partial<Record<string, IncidentTime>> = {
  'incident.acknowledged': 'acknowledged',
  'incident.mitigated': 'mitigated',
  'incident.restored': 'restored',
  'incident.resolved': 'resolved',
};

/** When it was by the times of the incident, which somebody may have set otherwise; else when it was written. */
function timeOf(
  { times }: IncidentFacts,
  entry: IncidentEntry,
  entries: readonly IncidentEntry[],
): string {
  const name = stamped[entry.type];
  const isLast =
    name !== undefined &&
    entries.findLast(({ type }) => type === entry.type) === entry;
  return (isLast && times[name]) || entry.occurredAt;
}

function wordsOf(
  entry: IncidentEntry,
  rewritten: ReadonlyMap<string, string>,
  nameOf: NameOf | undefined,
): string {
  const { type, actor, data } = entry;
  const who = actor.startsWith('user:')
    ? namedIn(nameOf)(actor)
    : 'Countersign';
  const { title, text, reason, step } = textsOf(data);
  const said = (does: string, words = rewritten.get(entry.id) ?? text) =>
    `${who} ${does}${words ? `: ${plainLine(words)}` : '.'}`;
  switch (type) {
    case 'incident.opened':
      return said('declared it', title);
    case 'incident.acknowledged':
      return said('acknowledged it');
    case 'incident.held':
      return said('put it on hold');
    case 'incident.resumed':
      return said('took it off hold');
    case 'incident.mitigated':
      return said('stopped the impact');
    case 'incident.restored':
      return said('saw the service as before');
    case 'incident.resolved':
      return said('resolved it');
    case 'incident.reopened':
      return said('reopened it', reason);
    case 'incident.absorbed':
      return said('merged another incident into it');
    case 'incident.major_accepted':
      return said('declared a major incident', reason);
    case 'incident.updated':
      return said('posted an update');
    case 'incident.cause_confirmed':
      return said('confirmed a change as the cause', reason);
    case 'incident.step_ticked':
      return said('took a step of the runbook', step);
    case 'incident.paged':
      return 'People were told by the next step of the escalation.';
    default:
      return said('wrote', text);
  }
}

function impact({ facts, nameOf }: ReviewSource, budget: BudgetImpact): string {
  const { times, entities } = facts;
  const over = times.restored ?? times.resolved;
  const hit = entities.map(namedIn(nameOf)).join(', ');
  const spans = (
    ['detected', 'acknowledged', 'mitigated', 'restored', 'resolved'] as const
  ).flatMap(name => {
    const at = times[name];
    return at === undefined
      ? []
      : [
          `${name[0].toLocaleUpperCase('en-US')}${name.slice(1)} ${spanWords(
            times.started,
            at,
          )} after it began.`,
        ];
  });
  return [
    over === undefined
      ? `${hit}: hit from ${utc(times.started)} on.`
      : `${hit}: hit for ${spanWords(times.started, over)}, from ${utc(
          times.started,
        )} to ${utc(over)}.`,
    '',
    list([...spans, ...budgetLines(budget)]),
  ].join('\n');
}

/** What it took of error budgets, in words; what nobody knows is said to be unknown. */
export function budgetLines({ state, objectives }: BudgetImpact): string[] {
  if (state === 'unknown') {
    return ['Error budget: unknown. Service levels did not answer.'];
  }
  if (state === 'none') {
    return ['Error budget: nothing that was hit has an objective.'];
  }
  return objectives.map(({ title, bad, total, spent }) => {
    const counted = `${bad.toLocaleString('en-US')} of ${total.toLocaleString(
      'en-US',
    )} events were bad`;
    return `Error budget of ${plainLine(title)}: ${
      spent === undefined
        ? 'unknown. Nothing was measured.'
        : `${percentWords(spent)} of it was spent. ${counted}.`
    }`;
  });
}

function factors({ causes, problems }: IncidentFacts): string[] {
  return [
    ...(causes.length === 0
      ? ['No change is confirmed as the cause.']
      : causes.map(
          ({ change, reason }) =>
            `${change.number} is confirmed as the cause: ${plainLine(reason)}`,
        )),
    ...problems.map(number => `It is a case of ${number}.`),
  ];
}

function wentWell(facts: IncidentFacts): string[] {
  const { source, steps, times, firstAlertAt } = facts;
  return [
    ...(source === 'alert' ? ['An alert noticed it.'] : []),
    ...(firstAlertAt !== undefined && times.acknowledged !== undefined
      ? [
          `It was acknowledged ${spanWords(
            firstAlertAt,
            times.acknowledged,
          )} after the first alert.`,
        ]
      : []),
    ...(steps.length > 0
      ? [
          steps.length === 1
            ? 'One step of a runbook was taken.'
            : `${steps.length} steps of runbooks were taken.`,
        ]
      : []),
  ];
}

function wentBadly(facts: IncidentFacts): string[] {
  const { source, reopened, heldSeconds, alerts } = facts;
  return [
    ...(source !== 'alert' && alerts.seen === 0
      ? ['No alert noticed it.']
      : []),
    ...(reopened > 0
      ? [
          `It came back: it was reopened ${
            reopened === 1 ? 'once' : `${reopened} times`
          }.`,
        ]
      : []),
    ...(heldSeconds > 0
      ? [
          `It waited on hold for ${spanWords(
            new Date(0).toISOString(),
            new Date(heldSeconds * 1000).toISOString(),
          )}.`,
        ]
      : []),
  ];
}

/** As many lines as a section holds, and a word where there are more. */
function list(lines: readonly string[]): string {
  const more = '- More is in the timeline.';
  const kept: string[] = [];
  let room = LONGEST_SECTION - more.length - 1;
  for (const line of lines) {
    room -= line.length + 3;
    if (room < 0) return [...kept, more].join('\n');
    kept.push(`- ${line}`);
  }
  return kept.join('\n');
}

function textsOf(data: unknown): Partial<Record<string, string>> {
  return Object.fromEntries(
    Object.entries((data ?? {}) as object).filter(
      ([, value]) => typeof value === 'string',
    ),
  );
}
