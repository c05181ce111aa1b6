import { Breach } from '@countersign/plugin-governance-test-utils';
import {
  disorder,
  foldIncident,
  IncidentFacts,
  incidentStory,
  isOpen,
  priorityOf,
} from '@countersign/plugin-incident-management-common';
import { digestOf, LedgerEntry } from '@countersign/plugin-ledger-common';
import { Knex } from 'knex';
import { security } from '../portal';
import { Replica } from '../replica';
import { limits } from './IncidentArena';
import { judgeImports } from './importPlay';
import { callerOf, Request } from './moves';
import { judgeProblems, WatchedProblems } from './problemInvariants';
import { judgeRecovery } from './recoveryInvariants';
import { judgeActionRows, judgeReview } from './reviewInvariants';

/** What is known of a game from outside, by which its records are judged. */
export interface Watched {
  /** Incidents by the key of the request that declared them. */
  done: Map<string, string>;
  /** Alerts that fire, by group, as whoever sends them knows. */
  firing: Map<string, string[]>;
  /** The incidents of the game, in their order. */
  numbers: string[];
  problems: WatchedProblems;
  since: number;
  last?: Request;
  facts?: Map<
    string,
    { facts: IncidentFacts; entries: string[]; version: number }
  >;
  moments?: number[];
}

type Say = (invariant: string, kind: string, text: string) => void;

/** The invariants of incidents, written once. */
export async function breachesOf(
  knex: Knex,
  replica: Replica,
  watched: Watched,
  now: number,
): Promise<Breach[]> {
  const found: Breach[] = [];
  const say: Say = (invariant, kind, text) =>
    found.push({ invariant, kind, text });
  const rows: { number: string; facts: IncidentFacts; version: number }[] =
    await knex('incidents')
      .where('created_at', '>=', new Date(watched.since))
      .orderBy('seq')
      .select('number', 'facts', 'version');
  const facts: NonNullable<Watched['facts']> = new Map();
  const moments: number[] = [];
  for (const row of rows) {
    const { number, version } = row;
    const before = watched.facts?.get(number);
    // What nobody wrote is as it was.
    if (before?.version === version) {
      facts.set(number, before);
      moments.push(...momentsOf(before.facts));
      continue;
    }
    const entries = (await replica.ledger.entriesOf(number)).map(
      ({ entry }) => entry,
    );
    judgeOne(row.facts, entries, before?.facts, say);
    judgeReview(number, entries, say);
    judgeRecovery(entries, say);
    facts.set(number, {
      facts: row.facts,
      entries: entries.map(({ id }) => id),
      version,
    });
    moments.push(...momentsOf(row.facts));
  }
  judgeMerges(facts, say);
  await judgeActionRows(knex, facts, say);
  await judgeGroups(knex, watched, facts, say);
  await judgeReading(replica, facts, say);
  await judgeProblems(
    { knex, replica, since: new Date(watched.since) },
    watched.problems,
    { before: watched.facts, now: facts },
    say,
  );
  await judgeImports({ knex, replica }, [...facts.keys()], say);
  watched.numbers = rows.map(({ number }) => number);
  watched.facts = facts;
  watched.moments = moments.filter(at => at > now);
  const declared = new Set(watched.done.values());
  const own = [...facts.values()].filter(
    each => each.facts.source !== 'alert' && !each.facts.splitFrom,
  );
  if (own.some(each => !declared.has(each.facts.number))) {
    say('A request is done once', 'again', [...facts.keys()].join(', '));
  }
  return found;
}

function judgeOne(
  facts: IncidentFacts,
  entries: LedgerEntry[],
  before: IncidentFacts | undefined,
  say: Say,
): void {
  const { number, times, state } = facts;
  const folded = foldIncident(entries);
  if (!folded || digestOf(folded) !== digestOf(facts)) {
    say('Facts come from history', 'facts', `${number} is not what is told`);
  }
  const story = incidentStory(entries);
  if (!story.holds) {
    const failed = story.claims.filter(({ holds }) => !holds);
    say(
      'The verifier says what the portal did',
      'story',
      failed.map(({ id, detail }) => `${id}: ${detail}`).join('; '),
    );
  }
  if (disorder(times)) {
    say('Times are in order', 'order', JSON.stringify(times));
  }
  const done = (type: string) =>
    entries.filter(entry => entry.type === `incident.${type}`);
  const acknowledged = done('acknowledged');
  if (
    acknowledged.length > 1 ||
    acknowledged.some(isByMachine) ||
    (acknowledged.length === 0) !== (times.acknowledged === undefined)
  ) {
    say('A person acknowledges, once', 'acknowledged', number);
  }
  const personal = [
    'canceled',
    'merged',
    'time_set',
    'time_confirmed',
    'restricted',
    'drill_denied',
    'prioritized',
    'review_started',
    'review_edited',
    'review_taken',
    'review_published',
    'action_added',
    'action_changed',
    'action_done',
    'action_canceled',
  ];
  if (personal.flatMap(done).some(isByMachine)) {
    say('People decide', 'machine', number);
  }
  for (const confirmed of done('time_confirmed')) {
    const { correction } = confirmed.data as { correction: string };
    const set = entries.find(({ id }) => id === correction);
    const acted = entries
      .slice(0, entries.indexOf(confirmed))
      .filter(({ type }) =>
        /acknowledged|held|resumed|mitigated|restored|resolved|reopened|accepted/.test(
          type,
        ),
      )
      .map(({ actor }) => actor);
    const isPart =
      confirmed.actor === set?.actor ||
      acted.includes(confirmed.actor) ||
      ['user:default/olive', 'user:default/carl'].includes(confirmed.actor);
    if (isPart) {
      say('Nobody beautifies their own figures', 'own-time', confirmed.actor);
    }
  }
  for (const closed of done('closed')) {
    const resolved = done('resolved').at(-1);
    const after =
      Date.parse(closed.occurredAt) - Date.parse(resolved?.occurredAt ?? '');
    if (!(after >= limits.closeAfter)) {
      say('What is closed was resolved long enough ago', 'hasty', number);
    }
  }
  if (
    state === 'canceled' &&
    !facts.merged &&
    (facts.alerts.firing > 0 || times.mitigated || times.restored)
  ) {
    say('What happened is not canceled', 'canceled', number);
  }
  if (state === 'resolved' && facts.alerts.firing > 0) {
    say('What fires is not over', 'fires', number);
  }
  if (before && facts.drill && !before.drill) {
    say('No drill is made of an incident', 'drill', number);
  }
  if (facts.worstPriority > priorityOf(facts.impact, facts.urgency)) {
    say('The worst priority stays', 'priority', number);
  }
  if (before && !before.privateTo && facts.privateTo) {
    const [restricted] = done('restricted').slice(-1);
    if (restricted?.actor !== 'user:default/sec') {
      say('Nobody hides their own incident', 'hidden', number);
    }
  }
}

function isByMachine({ actor, data }: LedgerEntry): boolean {
  return !actor.startsWith('user:') || 'via' in (data as object);
}

function judgeMerges(facts: NonNullable<Watched['facts']>, say: Say): void {
  for (const { facts: from } of facts.values()) {
    if (!from.merged) continue;
    const into = facts.get(from.merged.into.number)?.facts;
    if (!into?.absorbed.includes(from.number)) {
      say('Both say that they are one', 'half-merged', from.number);
      continue;
    }
    const isMoved = into.corrections.some(
      ({ time, state }) => time === 'started' && state === 'counts',
    );
    if (
      !isMoved &&
      Date.parse(into.times.started) > Date.parse(from.times.started)
    ) {
      say('Merged, it began no later', 'later', from.number);
    }
    if (
      into.worstPriority > from.worstPriority &&
      into.worstPriority > priorityOf(from.impact, from.urgency)
    ) {
      say('Merged, it was no better', 'better', from.number);
    }
    if (into.privateTo === undefined && from.privateTo !== undefined) {
      // Only its group can have opened it to everybody.
      const isOpened = into.absorbed.length > 0 && from.privateTo === security;
      if (!isOpened) say('Nothing is shown by merging', 'shown', from.number);
    }
  }
}

async function judgeGroups(
  knex: Knex,
  { firing }: Watched,
  facts: NonNullable<Watched['facts']>,
  say: Say,
): Promise<void> {
  const sums = new Map<string, number>();
  for (const [group, alerts] of firing) {
    const rows = await knex('incident_alert_groups')
      .where({ group_key: group, open: true })
      .select('number');
    if (rows.length > 1) {
      say('A group has one open incident', 'twice', group);
    }
    if (alerts.length > 0 && rows.length === 0) {
      say('What fires is in an open incident', 'lost', group);
    }
    for (const { number } of rows) {
      sums.set(number, (sums.get(number) ?? 0) + alerts.length);
    }
  }
  for (const { facts: one } of facts.values()) {
    const told = isOpen(one.state) ? sums.get(one.number) ?? 0 : 0;
    if (isOpen(one.state) && one.alerts.firing !== told) {
      say(
        'As many fire as fire',
        'count',
        `${one.number}: ${one.alerts.firing} for ${told}`,
      );
    }
  }
}

async function judgeReading(
  { reader, desk }: Replica,
  facts: NonNullable<Watched['facts']>,
  say: Say,
): Promise<void> {
  const secret = [...facts.values()].filter(each => each.facts.privateTo);
  if (secret.length === 0) return;
  for (const who of ['olive', 'pipeline'] as const) {
    const { items } = await reader.list(callerOf(who), {
      sort: 'opened',
      limit: 200,
    });
    if (items.some(({ privateTo }) => privateTo !== undefined)) {
      say('Private is private', 'listed', who);
    }
  }
  const [{ facts: one }] = secret;
  const got = await desk
    .get(callerOf('olive'), one.number)
    .catch(({ name }) => name);
  if (got !== 'NotFoundError') say('Private is private', 'got', one.number);
}

function momentsOf({ resolution }: IncidentFacts): number[] {
  if (!resolution) return [];
  const at = Date.parse(resolution.at);
  return [at + limits.reopenWithin, at + limits.closeAfter];
}
