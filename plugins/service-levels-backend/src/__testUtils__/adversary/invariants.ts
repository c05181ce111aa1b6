import { Breach } from '@countersign/plugin-governance-test-utils';
import {
  CorrectionFacts,
  correctionState,
  foldCorrection,
} from '@countersign/plugin-service-levels-common';
import { digestOf } from '@countersign/plugin-ledger-common';
import { Knex } from 'knex';
import { Replica } from '../replica';
import { owners, Request } from './moves';

/** What is known of a game from outside, by which its records are judged. */
export interface Watched {
  names: readonly string[];
  /** Corrections by the key of the request that entered them. */
  done: Map<string, string>;
  last?: Request;
  /** What stands there, as players see it. */
  seen?: { alerts: string[]; corrections: string[]; figures: string };
}

/** How the life of an alert may go, in the words of the ledger. */
const life =
  /^pending( fired( (raised|lowered|acknowledged))*( resolved)?| withdrawn)?$/;

/** Says what does not hold. */
type Say = (invariant: string, kind: string, text: string) => void;

/** The invariants of service levels, written once. */
export async function breachesOf(
  knex: Knex,
  replica: Replica,
  watched: Watched,
): Promise<Breach[]> {
  const found: Breach[] = [];
  const say: Say = (invariant, kind, text) =>
    found.push({ invariant, kind, text });
  const alerts = await judgeAlerts(knex, replica, watched, say);
  const corrections = await judgeCorrections(knex, replica, watched, say);
  const figures = await judgeFigures(knex, replica, watched, say);
  watched.seen = { alerts, corrections, figures };
  return found;
}

async function judgeAlerts(
  knex: Knex,
  { ledger }: Replica,
  { names }: Watched,
  say: Say,
): Promise<string[]> {
  const rows = await knex('alerts').whereIn('objective', names).orderBy('seq');
  const open = rows.filter(({ state }) =>
    ['pending', 'firing'].includes(state),
  );
  const kinds = open.map(({ objective, kind }) => `${objective} ${kind}`);
  if (new Set(kinds).size < kinds.length) {
    say('One open alert a kind', 'open-twice', `Open are ${kinds.join(', ')}`);
  }
  const numbers = [];
  for (const row of rows) {
    const number = `ALR${String(row.seq).padStart(7, '0')}`;
    numbers.push(number);
    const entries = await ledger.entriesOf(number);
    const types = entries.map(({ entry }) => entry.type.replace('alert.', ''));
    const told = types.join(' ');
    if (!life.test(told)) {
      say('An alert lives once', 'life', `${number} was ${told}`);
    }
    const last = {
      pending: 'pending',
      firing: 'fired',
      resolved: 'resolved',
      withdrawn: 'withdrawn',
    }[row.state as 'pending'];
    if (!types.includes(last)) {
      say(
        'The ledger tells it',
        'untold',
        `${number} is ${row.state}: ${told}`,
      );
    }
    const acknowledged = entries.filter(
      ({ entry }) => entry.type === 'alert.acknowledged',
    );
    const by = acknowledged.map(({ entry }) => entry.actor);
    if (by.length > 1 || by.some(actor => !actor.startsWith('user:'))) {
      say('A person acknowledges, once', 'acknowledged', by.join(', '));
    }
    if ((row.acknowledged_by ?? undefined) !== by[0]) {
      say('The ledger tells it', 'hand', `${number}: ${row.acknowledged_by}`);
    }
  }
  return numbers;
}

async function judgeCorrections(
  knex: Knex,
  { ledger }: Replica,
  { names, done }: Watched,
  say: Say,
): Promise<string[]> {
  const rows: { number: string; facts: CorrectionFacts }[] = (
    await knex('corrections AS c')
      .join('correction_objectives AS o', 'o.correction', 'c.seq')
      .whereIn('o.objective', names)
      .orderBy('c.seq')
      .select('c.seq', 'c.facts')
  ).map(({ seq, facts }) => ({
    number: `COR${String(seq).padStart(7, '0')}`,
    facts,
  }));
  for (const { number, facts } of rows) {
    const entries = (await ledger.entriesOf(number)).map(({ entry }) => entry);
    const folded = foldCorrection(entries);
    // PostgreSQL keeps members in an order of its own.
    if (!folded || digestOf(folded) !== digestOf(facts)) {
      say('Facts come from history', 'facts', `${number} is not what is told`);
    }
    const window = facts.change?.window ?? facts.window;
    const late =
      Date.parse(facts.entered.at) + 3_600_000 > Date.parse(window.start);
    const isPart = (by: string) =>
      by === facts.entered.by ||
      owners.some(name => by === `user:default/${name}`) ||
      (facts.change !== undefined && by === 'user:default/iris');
    const people = entries
      .filter(({ type }) => type === 'correction.confirmed')
      .map(({ actor }) => actor);
    const state = correctionState(facts).state;
    if (state === 'counts' && late && people.every(isPart)) {
      say(
        'Nobody excludes an outage of their own service alone',
        'alone',
        `${number} counts by ${facts.entered.by} and ${people.join(', ')}`,
      );
    }
    const actors = entries
      .filter(({ type }) => type !== 'correction.change-seen')
      .map(({ actor }) => actor);
    if (actors.some(actor => !actor.startsWith('user:'))) {
      say('People correct', 'machine', `${number}: ${actors.join(', ')}`);
    }
    const { change } = facts;
    if (
      state === 'counts' &&
      change &&
      (change.canceled || !(change.approvedAt! <= change.window!.start))
    ) {
      say('Only approved windows', 'unapproved', `${number} counts`);
    }
  }
  const numbers = rows.map(({ number }) => number);
  if (numbers.some(number => ![...done.values()].includes(number))) {
    say('A request is done once', 'again', numbers.join(', '));
  }
  return numbers;
}

async function judgeFigures(
  knex: Knex,
  { reader }: Replica,
  { names, last, seen }: Watched,
  say: Say,
): Promise<string> {
  const { rows } = await knex.raw(
    `SELECT id, s.state, s.bad, s.total, (
       SELECT jsonb_build_array(coalesce(sum(b.bad), 0), coalesce(sum(b.total), 0)) FROM buckets b
       WHERE b.measurement = o.measurement AND b.width = 15
         AND b.ends_at > s.evaluated_at - interval '1 hour' AND b.ends_at <= s.evaluated_at) AS kept
     FROM objectives o JOIN objective_states s USING (seq)
     WHERE o.id = ANY (?::text[]) AND o.retired_at IS NULL ORDER BY id`,
    [[...names]],
  );
  for (const { id, bad, total, kept } of rows) {
    const shown = [bad ?? 0, total ?? 0];
    if (shown.join() !== kept.join()) {
      say('What is shown is what is kept', 'sums', `${id}: ${shown} ${kept}`);
    }
    const { corrected, counts } = await reader.objective(id);
    if (corrected && !(corrected.total <= counts!.total)) {
      say('Corrections take out', 'more', `${id} has more without`);
    }
  }
  const figures = JSON.stringify(rows);
  const corrects = ['enter', 'confirm', 'withdraw', 'change'];
  const isCorrection = last !== undefined && corrects.includes(last.move.do);
  if (isCorrection && seen && seen.figures !== figures) {
    say('A correction edits nothing', 'edited', `${seen.figures} → ${figures}`);
  }
  return figures;
}
