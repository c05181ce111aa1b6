import {
  ClaimBookOf,
  openedBy,
  person,
  Phrase,
  refusedStep,
  say,
  stepWords,
  StoryKind,
  StoryResultOf,
  tellStory,
  time,
} from '@countersign/plugin-governance-common';
import { LedgerEntry } from '@countersign/plugin-ledger-common';
import {
  IncidentEntryData,
  incidentEntrySchemas,
  IncidentEntryType,
} from '../entries';
import { onCallEntrySchemas } from '../entries/onCallEntries';
import { applyEntry } from '../facts';
import {
  IncidentCall,
  IncidentLimits,
  judgeIncident,
  judgeOpening,
  restsOnStory,
  Verdict,
  verbOf,
} from '../judge';
import {
  disorder,
  IncidentFacts,
  incidentNumber,
  IncidentState,
  isOpen,
} from '../model';
import { kindOf } from './callerOf';
import { incidentPayloads, incidentReferences } from './references';

const PAGED = 'incident.paged';

/** What the story of an incident is asked, in the order in which it is told. */
const claims = {
  opened:
    'The story begins with the opening of this incident, and has no other',
  readable: 'Every entry has the form of its type and is about this incident',
  steps: 'Each step was allowed in the state in which it was taken',
  people: 'What takes a person was done by one, in person',
  times:
    'Its times are in order, none lay in the future when it was given, and a recovery that alerts tell is the end of the last one',
  duties:
    'Nobody confirmed their own times, hid an incident of others, or rewrote what another one said',
  delays: 'It was closed, and reopened by alerts, within the times set for it',
  review:
    'Its review was drafted from the times and the timeline of this story, written by its author alone, and published as it was written last',
  actions:
    'Each action item was finished by whoever owned it or wrote the review, and canceled by nobody who owned it',
  pages:
    'Each step of an escalation told people once, when it was due, and while nobody had taken it',
};
/** One of the claims about an incident. */
export type IncidentClaim = keyof typeof claims;

const idle: Record<IncidentClaim, string> = {
  opened: 'There are no entries.',
  readable: 'There are no entries.',
  steps: 'It took no step yet.',
  people: 'It took no step yet.',
  times: 'There are no times.',
  duties: 'Nothing was confirmed, hidden or rewritten.',
  delays: 'It was neither closed nor reopened.',
  review: 'Nobody wrote one.',
  actions: 'None has ended.',
  pages: 'Nobody was told.',
};

/** The claim that fails where a guard refuses. */
const claimOfGuard: Partial<Record<string, IncidentClaim>> = {
  person: 'people',
  duty: 'duties',
  order: 'times',
  future: 'times',
  time: 'times',
  waits: 'times',
  version: 'times',
  delay: 'delays',
  window: 'delays',
};

/** The claims that a step bears out, where it has one beside `steps` and `people`. */
const claimOfEntry: Partial<Record<IncidentEntryType, IncidentClaim>> = {
  'incident.time_set': 'times',
  'incident.time_confirmed': 'duties',
  'incident.restricted': 'duties',
  'incident.published': 'duties',
  'incident.rewritten': 'duties',
  'incident.closed': 'delays',
  'incident.reopened': 'delays',
  'incident.review_started': 'review',
  'incident.review_edited': 'review',
  'incident.review_published': 'review',
  'incident.action_done': 'actions',
  'incident.action_canceled': 'actions',
};

/** That people were told is said about the incident, and changes nothing in it. */
const schemas = {
  ...incidentEntrySchemas,
  [PAGED]: onCallEntrySchemas[PAGED],
};

/** Judges what the ledger says of one incident, entry by entry, as the portal had to. */
export function incidentStory(
  entries: LedgerEntry[],
): StoryResultOf<IncidentClaim, IncidentState> {
  const paged = new Set<string>();
  return tellStory<IncidentClaim, IncidentFacts>(entries, {
    noun: 'incident',
    opening: 'incident.opened',
    schemas,
    claims,
    idle,
    apply: applyEntry,
    tellOpening,
    tellStep: (entry, facts, book) =>
      entry.type === PAGED
        ? tellPages(entry, facts, paged, book)
        : tellStep(entry, facts, book, entries),
    tellFacts: tellTimes,
  });
}

/** How whoever verifies evidence judges what a log says of incidents. */
export const incidentStories: StoryKind<IncidentClaim, IncidentState> = {
  prefix: incidentNumber.prefix,
  opening: 'incident.opened',
  judge: incidentStory,
  references: incidentReferences,
  payloads: incidentPayloads,
  limits: [
    'That what was said of an incident is what happened: people and alerts said so.',
    'That everything that happened was declared: what nobody noticed is in no log.',
    'That whoever confirmed a time belonged to no team that was hit, and whoever hid an incident to the group: the catalog said so then.',
    'What a review says, and that the error budget was spent as it says: its author and service levels said so then.',
    'That the delays of closing and reopening were the configured ones: each is told with its entry.',
    'That an alert ended when its sender said so, and was last heard when the portal said so: what is signed is that they said it.',
    'What an alert said, unless what was received of it is among the files: the portal keeps that for a while.',
    'What became of the other one where two became one: that is its own story.',
  ],
};

function tellOpening(
  entry: LedgerEntry,
  book: ClaimBookOf<IncidentClaim>,
): void {
  const { actor, occurredAt } = entry;
  const data = incidentEntrySchemas['incident.opened'].parse(entry.data);
  const groups = data.privateTo === undefined ? [] : [data.privateTo];
  const verdict = judgeOpening(
    data,
    { ref: actor, by: kindOf(entry) },
    {
      now: occurredAt,
      privateGroups: groups,
      member: groups,
      ...(data.splitFrom && { origin: 'elsewhere' }),
    },
  );
  tellVerdict(verdict, 'opened', openedBy(entry), entry, book);
}

function tellStep(
  entry: LedgerEntry,
  facts: IncidentFacts,
  book: ClaimBookOf<IncidentClaim>,
  entries: readonly LedgerEntry[],
): void {
  const { id, type, actor, occurredAt } = entry;
  const verb = verbOf(type);
  if (!verb) return;
  const data = incidentEntrySchemas[type as IncidentEntryType].parse(
    entry.data,
  );
  const call = {
    ...{ verb, data },
    who: { ref: actor, by: kindOf(entry) },
  } as IncidentCall;
  const verdict = judgeIncident(facts, call, {
    now: occurredAt,
    limits: limitsTold(data),
    other: 'elsewhere',
    // What the ledger had then.
    ...(restsOnStory(call) && {
      story: entries.slice(0, entries.indexOf(entry)),
    }),
  });
  const claim = claimOfEntry[type as IncidentEntryType];
  if (verdict.ok && claim) {
    book.supports(
      claim,
      say`${person(actor)}: ${stepWords(type)} at ${time(occurredAt)}.`,
      id,
    );
  }
  if (verdict.ok) {
    book.supports('people', 'It was.', id);
  }
  tellVerdict(verdict, 'steps', 'All were.', entry, book);
}

function tellPages(
  entry: LedgerEntry,
  facts: IncidentFacts,
  paged: Set<string>,
  book: ClaimBookOf<IncidentClaim>,
): void {
  const { id, actor, occurredAt } = entry;
  const { run, step, raisedAt, dueAt } = schemas[PAGED].parse(entry.data);
  const taken =
    facts.acknowledged !== undefined &&
    (run === 0 || Date.parse(facts.acknowledged.at) >= Date.parse(raisedAt));
  const which = `${run}/${step}`;
  const wrong =
    (kindOf(entry) !== 'system' && say`${person(actor)} said so.`) ||
    (paged.has(which) && say`Step ${step + 1} told people twice.`) ||
    (!isOpen(facts.state) && say`It was ${facts.state} already.`) ||
    (taken && say`${person(facts.acknowledged!.by)} had taken it.`) ||
    (Date.parse(dueAt) > Date.parse(occurredAt) &&
      say`Step ${step + 1} was due only at ${time(dueAt)}.`);
  paged.add(which);
  book.check(
    'pages',
    !wrong,
    {
      pass: say`Step ${step + 1} at ${time(occurredAt)}.`,
      fail: wrong || '',
    },
    id,
  );
}

function tellVerdict(
  verdict: Verdict,
  claim: IncidentClaim,
  pass: Phrase,
  entry: LedgerEntry,
  book: ClaimBookOf<IncidentClaim>,
): void {
  if (verdict.ok) {
    book.supports(claim, pass, entry.id);
    return;
  }
  const { refusal } = verdict;
  book.refutes(
    claimOf(entry.type, refusal.guard) ?? claim,
    refusedStep(entry, refusal),
    entry.id,
  );
}

/** What is learned from an incident has claims of its own, whoever refuses. */
function claimOf(type: string, guard: string): IncidentClaim | undefined {
  const own = claimOfEntry[type as IncidentEntryType];
  const isOfReview = own === 'review' || own === 'actions';
  return isOfReview && guard !== 'person' && guard !== 'state'
    ? own
    : claimOfGuard[guard];
}

function tellTimes(
  { id }: LedgerEntry,
  { times }: IncidentFacts,
  book: ClaimBookOf<IncidentClaim>,
): void {
  const wrong = disorder(times);
  book.check(
    'times',
    wrong === undefined,
    {
      pass: 'They are.',
      fail: wrong
        ? say`It was ${wrong.later} at ${time(times[wrong.later]!)}, and ${
            wrong.earlier
          } only at ${time(times[wrong.earlier]!)}.`
        : '',
    },
    id,
  );
}

/** The limits that a step says it kept to; no others can be known offline. */
function limitsTold(data: object): IncidentLimits {
  const { after, window } = data as Partial<
    IncidentEntryData<'incident.closed'> &
      IncidentEntryData<'incident.reopened'>
  >;
  return { closeAfter: after ?? 0, reopenWithin: window ?? 0 };
}
