import {
  DrillFacts,
  drillStories,
  foldDrill,
  foldGameDay,
  foldLever,
  foldSchedule,
  GameDayFacts,
  gameDayStories,
  judgeOccasion,
  Journal,
  LEVER_SUBJECT,
  Pull,
  scheduleOff,
  scheduleSubject,
} from '@countersign/plugin-chaos-drills-common';
import { Breach } from '@countersign/plugin-governance-test-utils';
import { digestOf, LedgerEntry } from '@countersign/plugin-ledger-common';
import { Knex } from 'knex';
import { LEASE_SECONDS, Table } from './table';

/** So long a drill that is stopped may take to end its faults and to look whether all recovers. */
const STOPPED_WITHIN_MS = 3 * 60_000;

/** What is known of a game from outside, by which its records are judged. */
export interface Watched {
  /** Numbers of the game, in their order. */
  drills: string[];
  days: string[];
  /** Those that are planned under a change. */
  open: string[];
  pulls?: string[];
  since: Date;
  /** Records by the key of the request that planned them. */
  planned: Map<string, string>;
  /** Since when each drill is being stopped. */
  stopping: Map<string, number>;
  /** What ran after the step before. */
  running: Set<string>;
  /** What the arena saw itself. */
  wrongs: Breach[];
}

/** The table as one transaction sees it. */
type Moment = Omit<Table, 'knex'> & { knex: Knex };

type Say = (invariant: string, kind: string, text: string) => void;

/** What holds at one moment, while players go on. */
export function breachesOf(table: Table, watched: Watched): Promise<Breach[]> {
  return table.knex.transaction(
    trx => breachesIn({ ...table, knex: trx }, watched),
    { isolationLevel: 'repeatable read' },
  );
}

/** The invariants of drills, written once. */
async function breachesIn(table: Moment, watched: Watched): Promise<Breach[]> {
  const found = watched.wrongs.splice(0);
  const say: Say = (invariant, kind, text) =>
    found.push({ invariant, kind, text });
  const rows = <F>(name: string): Promise<{ facts: F }[]> =>
    table
      .knex(name)
      .where('created_at', '>=', watched.since)
      .orderBy('seq')
      .select('facts');
  const drills = (await rows<DrillFacts>('drills')).map(({ facts }) => facts);
  const days = (await rows<GameDayFacts>('game_days')).map(
    ({ facts }) => facts,
  );
  const pulls = await judgeLever(table, say);
  for (const facts of drills) {
    judgeHistory(facts, await entriesOf(table, facts.number), say);
  }
  for (const facts of days) {
    const entries = await entriesOf(table, facts.number);
    const folded = entries.reduce(foldGameDay, undefined);
    if (!folded || digestOf(folded) !== digestOf(facts)) {
      say('Facts come from history', 'day-facts', facts.number);
    }
    tellStory(gameDayStories.judge(entries), say);
  }
  await judgeSchedule(table, say);
  judgeRunning(table, watched, { drills, pulls }, say);
  await judgeFaults(table, drills, say);
  await judgeJournals(table, drills, say);
  watched.drills = drills.map(({ number }) => number);
  watched.open = drills
    .filter(({ state, change }) => state === 'planned' && change)
    .map(({ number }) => number);
  watched.days = days.map(({ number }) => number);
  watched.pulls = pulls.map(({ id }) => id);
  return found;
}

async function entriesOf(
  { replicas, knex }: Moment,
  subject: string,
): Promise<LedgerEntry[]> {
  const told = await replicas[0].ledger.entriesOf(subject, knex);
  return told.map(({ entry }) => entry);
}

function tellStory(
  {
    holds,
    claims,
  }: ReturnType<typeof drillStories.judge | typeof gameDayStories.judge>,
  say: Say,
): void {
  if (holds) return;
  const failed = claims.filter(each => !each.holds);
  say(
    'The verifier says what the portal did',
    'story',
    failed.map(({ id, detail }) => `${id}: ${String(detail)}`).join('; '),
  );
}

function judgeHistory(
  facts: DrillFacts,
  entries: LedgerEntry[],
  say: Say,
): void {
  const { number } = facts;
  const folded = entries.reduce(foldDrill, undefined);
  if (!folded || digestOf(folded) !== digestOf(facts)) {
    say('Facts come from history', 'facts', number);
  }
  tellStory(drillStories.judge(entries), say);
  const decided = entries.filter(({ type }) =>
    ['drill.started', 'drill.canceled'].includes(type),
  );
  const { schedule } = facts;
  // What a schedule planned and nobody started in its window, the portal takes back.
  const isTakenBack = ({ type, occurredAt }: LedgerEntry) =>
    type === 'drill.canceled' && schedule && schedule.end <= occurredAt;
  if (
    decided.some(
      entry => !entry.actor.startsWith('user:') && !isTakenBack(entry),
    )
  ) {
    say('People start and cancel', 'machine', number);
  }
}

/** Its state is what its history says; it plans while it is on, one drill a window, and one at a time. */
async function judgeSchedule(table: Moment, say: Say): Promise<void> {
  const row = await table.knex('drill_schedules').first('facts', 'problem');
  if (!row) return;
  if (row.problem !== null) {
    say('A schedule plans what is due', 'schedule-problem', row.problem);
  }
  const entries = await entriesOf(table, scheduleSubject('one'));
  let told = scheduleOff('one');
  for (const entry of entries) {
    const before = told;
    told = foldSchedule(told, entry);
    if (entry.type !== 'schedule.planned' || !told.last) continue;
    const { drill, ...window } = told.last;
    const verdict = judgeOccasion(before, window, { at: entry.occurredAt });
    if (!verdict.ok) {
      say('A schedule plans what is due', 'not-due', `${drill} ${entry.id}`);
    }
  }
  if (digestOf(told) !== digestOf(row.facts)) {
    say('Facts come from history', 'schedule-facts', digestOf(row.facts));
  }
  const open = await table
    .knex('drills')
    .where({ schedule: 'one' })
    .whereIn('state', ['planned', 'running'])
    .pluck('number');
  if (open.length > 1) {
    say('One drill of a schedule at a time', 'open-twice', open.join(', '));
  }
}

/** Who holds it is what its history says: nobody was released unseen. */
async function judgeLever(table: Moment, say: Say): Promise<Pull[]> {
  const { pulls } = await table.knex('drill_lever').first('pulls');
  const entries = await entriesOf(table, LEVER_SUBJECT);
  const folded = entries.reduce<readonly Pull[]>(foldLever, []);
  if (digestOf([...folded]) !== digestOf(pulls)) {
    say('The lever is held as its history says', 'lever', digestOf(pulls));
  }
  let held: readonly Pull[] = [];
  for (const entry of entries) {
    const before = held;
    held = foldLever(held, entry);
    if (entry.type === 'lever.released' && held.length > 0) {
      say('Whoever releases has seen every pull', 'unseen', before[0].id);
    }
  }
  return pulls;
}

function judgeRunning(
  { world, time }: Moment,
  watched: Watched,
  { drills, pulls }: { drills: DrillFacts[]; pulls: Pull[] },
  say: Say,
): void {
  const now = time.now();
  const running = drills.filter(({ state }) => state === 'running');
  const targets = running.flatMap(each => each.targets);
  if (new Set(targets).size < targets.length) {
    say('One drill a target', 'twice', running.map(d => d.number).join(', '));
  }
  for (const { number, stop, change, startedAt = '' } of running) {
    if (pulls.length > 0 && !stop) {
      say('Nothing runs while the lever is held', 'held', number);
    }
    const since = watched.stopping.get(number) ?? now;
    if (stop) watched.stopping.set(number, since);
    if (stop && now - since > STOPPED_WITHIN_MS + LEASE_SECONDS * 1000) {
      say('What is stopped ends', 'goes-on', `${number} since ${startedAt}`);
    }
    if (watched.running.has(number)) continue;
    if (change === undefined || world.unapproved) {
      say('No drill without an approved change', 'unapproved', number);
    }
    if (world.frozen || world.incident || world.poor) {
      say('Nothing starts where something is wrong', 'wrong', number);
    }
  }
  watched.running = new Set(running.map(({ number }) => number));
}

/** What the targets were asked for, and what is on. */
async function judgeFaults(
  { knex, targets, time }: Moment,
  drills: DrillFacts[],
  say: Say,
): Promise<void> {
  const { injected } = targets;
  if (new Set(injected).size < injected.length) {
    say('Nothing is injected twice', 'asked-twice', injected.join(', '));
  }
  const rows: { number: string; id: string; target: string }[] = await knex(
    'drill_events',
  )
    .whereIn(
      'number',
      drills.map(({ number }) => number),
    )
    .whereRaw("event ->> 'type' = 'fault' AND event ->> 'change' = 'intended'")
    .select(
      'number',
      knex.raw("event -> 'fault' ->> 'id' AS id"),
      knex.raw("event -> 'fault' ->> 'target' AS target"),
    );
  const once = new Set(rows.map(({ number, target }) => number + target));
  if (once.size < rows.length) {
    say('A drill plays its method once', 'again', JSON.stringify(rows));
  }
  for (const id of targets.active()) {
    const owner = rows.find(row => row.id === id)?.number;
    const drill = drills.find(({ number }) => number === owner);
    if (owner === undefined) continue;
    const after = time.now() - Date.parse(drill?.endedAt ?? '');
    if (drill?.state !== 'running' && !(after <= LEASE_SECONDS * 1000)) {
      say('No fault outlives its drill', 'outlives', `${id} of ${owner}`);
    }
  }
}

/** Whatever ended it: where its method had begun, all was rolled back. */
async function judgeJournals(
  { knex }: Moment,
  drills: DrillFacts[],
  say: Say,
): Promise<void> {
  const ended = drills.filter(({ state }) => state === 'ended');
  const rows: { number: string; content: string; began: boolean }[] =
    await knex('drill_journals')
      .whereIn(
        'number',
        ended.map(({ number }) => number),
      )
      .select(
        'number',
        'content',
        knex.raw(
          `EXISTS (SELECT 1 FROM drill_events e WHERE e.number = drill_journals.number
             AND e.event ->> 'type' = 'phase' AND e.event ->> 'phase' = 'method') AS began`,
        ),
      );
  if (rows.length < ended.length) {
    say('What ended has a journal', 'journal', `${rows.length}`);
  }
  for (const { number, content, began } of rows) {
    const { rollbacks } = JSON.parse(content) as Journal;
    if (began && rollbacks.length === 0) {
      say('Every end rolls back', 'rollback', number);
    }
  }
}
