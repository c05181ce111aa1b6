import {
  foldProblem,
  IncidentFacts,
  isOpen,
  ProblemFacts,
  problemStory,
} from '@countersign/plugin-incident-management-common';
import { digestOf, LedgerEntry } from '@countersign/plugin-ledger-common';
import { Knex } from 'knex';
import { carriedOut } from '../fakeChanges';
import { Replica } from '../replica';

/** What is known of the problems of a game. */
export interface WatchedProblems {
  /** Problems by the key of the request that opened them. */
  opened: Map<string, string>;
  /** In their order, as they were last. */
  last: Map<string, { facts: ProblemFacts; version: number }>;
}

/** The incidents of a game by their numbers. */
type Incidents = ReadonlyMap<string, { facts: IncidentFacts }>;
type Say = (invariant: string, kind: string, text: string) => void;

/** The invariants of problems, written once. */
export async function judgeProblems(
  { knex, replica, since }: { knex: Knex; replica: Replica; since: Date },
  watched: WatchedProblems,
  incidents: { before: Incidents | undefined; now: Incidents },
  say: Say,
): Promise<void> {
  const rows: { number: string; facts: ProblemFacts; version: number }[] =
    await knex('problems')
      .where('created_at', '>=', since)
      .orderBy('seq')
      .select('number', 'facts', 'version');
  const last: WatchedProblems['last'] = new Map();
  for (const { number, facts, version } of rows) {
    const before = watched.last.get(number);
    last.set(number, { facts, version });
    // What nobody wrote is as it was.
    if (before?.version === version) continue;
    const entries = (await replica.ledger.entriesOf(number)).map(
      ({ entry }) => entry,
    );
    judgeHistory(facts, entries, say);
    judgeSteps(entries, say);
    judgeEnd(facts, entries, say);
    if (facts.state === 'closed' && before?.facts.state === 'resolved') {
      judgeClosing(facts, incidents.now, say);
    }
    judgeNewLinks(facts, before?.facts, incidents.before, say);
  }
  judgeLinks(last, incidents.now, say);
  judgeDuplicates(last, say);
  const opened = new Set(watched.opened.values());
  if ([...last.keys()].some(number => !opened.has(number))) {
    say('A request is done once', 'problem-again', [...last.keys()].join());
  }
  watched.last = last;
}

function judgeHistory(
  facts: ProblemFacts,
  entries: LedgerEntry[],
  say: Say,
): void {
  const folded = foldProblem(entries);
  if (!folded || digestOf(folded) !== digestOf(facts)) {
    say('Facts come from history', 'problem-facts', facts.number);
  }
  const { holds, claims } = problemStory(entries);
  if (!holds) {
    const failed = claims.filter(each => !each.holds);
    say(
      'The verifier says what the portal did',
      'problem-story',
      failed.map(({ id, detail }) => `${id}: ${detail}`).join('; '),
    );
  }
}

/** Entries that take a person. */
const personal =
  /assessed|analyzed|known|fix_planned|resolved|risk_accepted|closed|canceled|duplicate|unlinked|assigned/;
/** Entries by which somebody has worked on it. */
const work = /assessed|analyzed|known|fix_planned|resolved/;

function judgeSteps(entries: LedgerEntry[], say: Say): void {
  const planned: string[] = [];
  const workers = new Set<string>();
  for (const { type, subject, actor, data } of entries) {
    const isByMachine = !actor.startsWith('user:') || 'via' in (data as object);
    if (personal.test(type) && isByMachine) {
      say('People decide', 'problem-machine', `${subject}: ${type}`);
    }
    if (type === 'problem.risk_accepted' && workers.has(actor)) {
      say('Nobody accepts the risk of their own work', 'own-risk', actor);
    }
    if (work.test(type)) workers.add(actor);
    const { change } = data as { change?: { number: string } };
    if (type === 'problem.fix_planned') planned.push(change!.number);
    if (
      type === 'problem.resolved' &&
      (change?.number !== carriedOut || planned.at(-1) !== carriedOut)
    ) {
      say(
        'Fixed is what its change has fixed',
        'not-fixed',
        `${subject}: ${change?.number}`,
      );
    }
  }
}

function judgeEnd(
  { number, state, knownError, cause, workaround, outcome }: ProblemFacts,
  entries: LedgerEntry[],
  say: Say,
): void {
  if (knownError && !(cause && workaround)) {
    say('A known error has a workaround', 'unknown-error', number);
  }
  if (knownError && outcome && outcome.code !== 'risk-accepted') {
    say('What is over is no known error', 'known-over', number);
  }
  const told = entries.map(({ type }) => type.slice('problem.'.length));
  const [ended] = told.filter(type => /closed|canceled|duplicate/.test(type));
  if ((state === 'closed') !== (ended !== undefined)) {
    say('It is closed by somebody, and for good', 'unended', number);
  }
  if (ended === 'closed') {
    const way = told.filter(type =>
      /^(resolved|risk_accepted|reanalyzed|closed)$/.test(type),
    );
    if (!['resolved', 'risk_accepted'].includes(way.at(-2) ?? '')) {
      say('What is closed was resolved', 'unresolved', number);
    }
  } else if (ended && told.includes('analyzed')) {
    say('What was analyzed is not dropped', 'dropped', number);
  }
}

/** At that moment: later, an incident may come back. */
function judgeClosing(
  { number, incidents }: ProblemFacts,
  known: Incidents,
  say: Say,
): void {
  const open = incidents.filter(each => {
    const facts = known.get(each)?.facts;
    return facts && isOpen(facts.state);
  });
  if (open.length > 0) {
    say('What is closed has nothing open', 'open', `${number}: ${open}`);
  }
}

function judgeNewLinks(
  { number, incidents }: ProblemFacts,
  before: ProblemFacts | undefined,
  known: Incidents | undefined,
  say: Say,
): void {
  const merged = incidents.filter(
    each => !before?.incidents.includes(each) && known?.get(each)?.facts.merged,
  );
  if (merged.length > 0) {
    say('A case is an incident by itself', 'merged', `${number}: ${merged}`);
  }
}

/** Both say so, or neither; and what everybody sees names nothing that only a group may see. */
function judgeLinks(
  problems: WatchedProblems['last'],
  incidents: Incidents,
  say: Say,
): void {
  for (const { facts: problem } of problems.values()) {
    for (const number of problem.incidents) {
      const incident = incidents.get(number)?.facts;
      if (!incident?.problems.includes(problem.number)) {
        say('Both say that it is a case', 'half-linked', number);
      }
      if (incident?.privateTo !== undefined) {
        say('Private is private', 'private-case', number);
      }
    }
  }
  for (const { facts: incident } of incidents.values()) {
    for (const number of incident.problems) {
      if (!problems.get(number)?.facts.incidents.includes(incident.number)) {
        say('Both say that it is a case', 'half-unlinked', number);
      }
    }
  }
}

/** A duplicate leads to a problem that is none. */
function judgeDuplicates(problems: WatchedProblems['last'], say: Say): void {
  for (const number of problems.keys()) {
    const way = [number];
    for (;;) {
      const next = problems.get(way.at(-1)!)?.facts.outcome?.of;
      if (next === undefined) break;
      if (way.includes(next) || !problems.has(next)) {
        say('A duplicate leads somewhere', 'circle', [...way, next].join());
        break;
      }
      way.push(next);
    }
  }
}
