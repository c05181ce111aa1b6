import { pluginCaller } from '@countersign/plugin-governance-node';
import {
  Answer,
  Arena,
  Breach,
  Hint,
  Random,
} from '@countersign/plugin-governance-test-utils';
import {
  AskedVerb,
  askedVerbs,
  incidentTimes,
} from '@countersign/plugin-incident-management-common';
import { Knex } from 'knex';
import { checkout, orders, security } from '../portal';
import { Replica, startReplica } from '../replica';
import { isRefusal, throwFirst } from './answers';
import { askedOf, iso } from './asked';
import { breachesOf, Watched } from './invariants';
import { bringForeign, drawImport } from './importPlay';
import { callerOf, Move, players, Request } from './moves';
import { drawOpening, drawWork } from './problemMoves';
import { openProblem, requestOfProblem, workOnProblem } from './problemPlay';

const MINUTE = 60_000;
export const limits = { closeAfter: 40 * MINUTE, reopenWithin: 15 * MINUTE };
const system = pluginCaller('incident-management');

/** What all games share: one database, and a clock that only goes on. */
export interface Table {
  knex: Knex;
  games: number;
  begin: number;
  now: number;
  replicas: Replica[];
}

/** A table for games over a database that has nothing yet. */
export async function openTable(knex: Knex): Promise<Table> {
  const begin = Date.UTC(2026, 10, 2, 9);
  const table: Table = { knex, games: 0, begin, now: begin, replicas: [] };
  for (const isFirst of [true, false]) {
    table.replicas.push(
      await startReplica(knex, {
        clock: () => new Date(table.now),
        limits,
        isFirst,
      }),
    );
  }
  return table;
}

/** Two replicas, some incidents, alerts that fire and end, and people who want to look good. */
export class IncidentArena implements Arena<Move, Request> {
  readonly #table: Table;
  readonly #watched: Watched;

  constructor(table: Table) {
    this.#table = table;
    table.games += 1;
    table.now = table.begin;
    this.#watched = {
      done: new Map(),
      firing: new Map(),
      numbers: [],
      problems: { opened: new Map(), last: new Map() },
      since: table.begin,
    };
  }

  moveTo(at: number): void {
    this.#table.now = this.#table.begin + at;
  }

  moments(): number[] {
    return (this.#watched.moments ?? []).map(at => at - this.#table.begin);
  }

  draw(random: Random, { opening }: Hint): Move {
    const what = random.weighted(
      opening ? { declare: 6, fire: 4, end: 1.2, close: 0.7 } : this.#weights(),
    );
    const who = () => random.pick(players);
    switch (what) {
      case 'declare':
        return {
          do: 'declare',
          who: who(),
          drill: random.chance(0.2),
          secret: random.chance(0.2),
          triage: random.chance(0.2),
          startedAgo: random.pick([-5, 0, 0, 10, 60]),
        };
      case 'fire':
        return {
          do: 'fire',
          group: random.below(2),
          alerts: 1 + random.below(3),
          twice: random.chance(0.3),
        };
      case 'end':
        return {
          do: 'end',
          group: random.below(2),
          alerts: 1 + random.below(4),
          endedAgo: random.pick([0, 0, 2, 9, 600, -3]),
          heardAgo: random.pick([undefined, 0, 1, 8, 700]),
        };
      case 'close':
        return { do: 'close' };
      case 'import':
        return drawImport(random);
      case 'problem':
        return drawOpening(random);
      case 'work':
        return drawWork(
          random,
          [...this.#watched.problems.last.values()]
            .map(({ facts }) => facts.state)
            .reverse(),
        );
      default:
        return {
          do: 'ask',
          who: random.chance(0.15) ? [who(), who(), who()] : [who()],
          verb: this.#verb(random),
          incident: random.below(3),
          other: random.below(3),
          time: random.pick(incidentTimes),
          minutes: random.pick([-90, -20, -7, -3, 0, 2, 30]),
        };
    }
  }

  /** Problems take long ways: every third game is about them. */
  #weights() {
    const usual = {
      declare: 1.2,
      fire: 1.5,
      end: 1.2,
      close: 0.7,
      import: 0.8,
    };
    const hasProblem = this.#watched.problems.last.size > 0;
    return this.#table.games % 3 === 0
      ? { ...usual, problem: hasProblem ? 0.8 : 12, work: 24, ask: 3 }
      : { ...usual, problem: 0.8, work: 2, ask: 12 };
  }

  #verb(random: Random): AskedVerb {
    return random.chance(0.5)
      ? random.weighted({
          acknowledge: 3,
          mitigate: 2,
          resolve: 3,
          reopen: 1,
          'set-time': 2,
          'confirm-time': 2,
          merge: 2,
          split: 1,
          cancel: 1,
          restrict: 1,
          'start-review': 2,
          'edit-review': 1,
          'publish-review': 1,
          'add-action': 2,
          'finish-action': 1,
          'cancel-action': 1,
        })
      : random.pick(askedVerbs);
  }

  request(move: Move, id: string): Request | undefined {
    const key = `${this.#table.games}-${id}`;
    const about = { move, key, at: this.#table.now };
    if (move.do === 'open-problem' || move.do === 'work') {
      return requestOfProblem(move, about, this.#watched);
    }
    const { numbers, facts } = this.#watched;
    if (move.do === 'import') {
      const foreign = numbers.at(-1 - move.incident);
      return foreign === undefined ? undefined : { ...about, number: foreign };
    }
    if (move.do !== 'ask') return about;
    const number = numbers.at(-1 - move.incident);
    const other = numbers.at(-1 - move.other);
    if (number === undefined) return undefined;
    const known = facts?.get(number);
    const seen = {
      'confirm-time': known?.facts.corrections.at(-1)?.id,
      'withdraw-time': known?.facts.corrections.at(-1)?.id,
      'finish-task': known?.facts.tasks.at(-1)?.id,
      pin: known?.entries.at(-1),
      unpin: known?.facts.pinned.at(-1),
      'change-action': known?.facts.actionItems.at(-1)?.id,
      'finish-action': known?.facts.actionItems.at(-1)?.id,
      'cancel-action': known?.facts.actionItems.at(-1)?.id,
      'untick-step': known?.facts.steps.at(-1)?.id,
      rewrite: Object.keys(known?.facts.authors ?? {}).at(-1),
    }[move.verb as 'pin'];
    return {
      ...about,
      number,
      other,
      seen,
      version: known?.version,
      revision: known?.facts.review?.revision,
    };
  }

  async send(request: Request): Promise<Answer> {
    this.#watched.last = request;
    try {
      await this.#do(request);
      return {};
    } catch (error) {
      if (!isRefusal(error)) throw error;
      return { refused: error.message };
    }
  }

  breaches(): Promise<Breach[]> {
    return breachesOf(
      this.#table.knex,
      this.#table.replicas[0],
      this.#watched,
      this.#table.now,
    );
  }

  async #do(request: Request): Promise<void> {
    const { move, key, at } = request;
    const [first, second] = this.#table.replicas;
    switch (move.do) {
      case 'declare': {
        const { incident } = await first.desk.declare(
          callerOf(move.who),
          {
            title: 'Payments are slow',
            entities: [checkout, orders],
            impact: 'high',
            urgency: 'low',
            startedAt: iso(at - move.startedAgo * MINUTE),
            triage: move.triage,
            drill: move.drill,
            ...(move.secret && { privateTo: security }),
          },
          key,
        );
        const before = this.#watched.done.get(key);
        if (before !== undefined && before !== incident.number) {
          throw new Error(`${key} declared ${before} and ${incident.number}`);
        }
        this.#watched.done.set(key, incident.number);
        return;
      }
      case 'fire':
        await Promise.all(
          (move.twice ? [first, second] : [first]).map((replica, i) =>
            this.#fire(replica, move, `${key}-${this.#table.now}-${i}`),
          ),
        );
        return;
      case 'end':
        await this.#end(second, move);
        return;
      case 'close':
        await Promise.all(
          this.#table.replicas.map(({ desk }) => desk.closeDue(system)),
        );
        return;
      case 'import':
        await bringForeign(request, move, this.#table.replicas);
        return;
      case 'open-problem':
        await openProblem(request, move, this.#table.replicas, this.#watched);
        return;
      case 'work':
        await workOnProblem(request, move, this.#table.replicas);
        return;
      default:
        await this.#ask(request, move);
    }
  }

  async #ask(
    request: Request,
    move: Extract<Move, { do: 'ask' }>,
  ): Promise<void> {
    const { number = '', key } = request;
    const asked = askedOf(request, move);
    const answers = await Promise.allSettled(
      move.who.map((who, i) =>
        this.#table.replicas[i % 2].desk.act(
          callerOf(who),
          number,
          asked,
          `${key}-${i}`,
        ),
      ),
    );
    throwFirst(answers);
  }

  async #fire(
    { journal, opener }: Replica,
    { group, alerts }: { group: number; alerts: number },
    key: string,
  ): Promise<void> {
    const name = this.#groupOf(group);
    const keys = Array.from({ length: alerts }, (_, i) => `${key}-${i}`);
    await journal.run(system, unit =>
      opener.take(unit, {
        group: name,
        alerts: keys.map(alert => ({
          alert,
          startedAt: iso(this.#table.now - MINUTE),
          receivedAt: iso(this.#table.now),
        })),
        title: 'Payments fail',
        entities: [checkout],
        impact: 'medium',
        urgency: 'high',
        triage: false,
      }),
    );
    const { firing } = this.#watched;
    firing.set(name, [...(firing.get(name) ?? []), ...keys]);
  }

  async #end(
    { journal, opener }: Replica,
    { group, alerts, endedAgo, heardAgo }: Extract<Move, { do: 'end' }>,
  ): Promise<void> {
    const name = this.#groupOf(group);
    const { firing } = this.#watched;
    const ago = (minutes: number) => iso(this.#table.now - minutes * MINUTE);
    const ended = (firing.get(name) ?? []).slice(0, alerts);
    if (ended.length === 0) return;
    await journal.run(system, unit =>
      opener.end(
        unit,
        name,
        ended.map(alert => ({
          alert,
          endedAt: ago(endedAgo),
          ...(heardAgo !== undefined && { heardAt: ago(heardAgo) }),
        })),
      ),
    );
    firing.set(name, firing.get(name)!.slice(alerts));
  }

  #groupOf(group: number): string {
    return `game-${this.#table.games}-${group}`;
  }
}
