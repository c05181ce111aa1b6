import { ChangeDetail } from '@countersign/plugin-change-management-common';
import { Caller } from '@countersign/plugin-governance-node';
import {
  Answer,
  Arena,
  Breach,
  Hint,
  Random,
  testEntity,
} from '@countersign/plugin-governance-test-utils';
import { correctionKinds } from '@countersign/plugin-service-levels-common';
import { Entity } from '@backstage/catalog-model';
import { isError } from '@backstage/errors';
import { Knex } from 'knex';
import { checkout, dataSource, slo } from '../definitions';
import { FakeSource } from '../FakeSource';
import { Replica, startReplica } from '../replica';
import { breachesOf, Watched } from './invariants';
import { Move, owners, Player, players, Request } from './moves';

const MINUTE = 60_000;
const CHANGE = 'CHG0000042';
const REFUSALS = [
  'ConflictError',
  'InputError',
  'NotAllowedError',
  'NotFoundError',
];

/** What all games share: one database, and a clock that only goes on. */
export interface Table {
  knex: Knex;
  games: number;
  begin: number;
}

/** Two replicas, two objectives, a change, and people who want their outage not to count. */
export class ServiceLevelArena implements Arena<Move, Request> {
  readonly #table: Table;
  readonly #source = new FakeSource('api');
  readonly #entities: Entity[];
  readonly #names: string[];
  readonly #watched: Watched;
  #replicas!: { first: Replica; second: Replica };
  #now: number;
  /** Set while a replica is to be killed: told once it reads, which it then does for ever. */
  #killed: (() => void) | undefined;
  #change: Partial<ChangeDetail['change']> = {
    number: CHANGE,
    state: 'scheduled',
    approvalStatus: 'pending',
    items: ['component:default/checkout'],
    requester: 'user:default/iris',
    planAuthors: [],
  };

  private constructor(table: Table) {
    this.#table = table;
    table.games += 1;
    this.#names = [`g${table.games}pay`, `g${table.games}ship`];
    this.#now = table.begin;
    this.#entities = [
      checkout,
      dataSource,
      ...owners.map(name =>
        testEntity('User', name, {
          relations: [['memberOf', 'group:default/checkout']],
        }),
      ),
      ...this.#names.map(name => slo(name)),
    ];
    this.#watched = { names: this.#names, done: new Map() };
    const read = this.#source.read.bind(this.#source);
    this.#source.read = async (queries, options) => {
      const killed = this.#killed;
      if (!killed) return read(queries, options);
      this.#killed = undefined;
      killed();
      return new Promise(() => {});
    };
  }

  static async open(table: Table): Promise<ServiceLevelArena> {
    const arena = new ServiceLevelArena(table);
    arena.#replicas = {
      first: await arena.#start(table.games === 1),
      second: await arena.#start(),
    };
    // What was told in the games before is gone from the catalog.
    await arena.#replicas.first.definitions.refresh();
    await table.knex('sources').update({
      lease: null,
      leased_until: null,
      due_at: new Date(0),
    });
    return arena;
  }

  moveTo(at: number): void {
    this.#now = this.#table.begin + at;
  }

  moments(): number[] {
    const { window } = this.#change;
    const own = window ? [window.start, window.end] : [];
    return own.map(time => Date.parse(time) - this.#table.begin);
  }

  draw(random: Random, { opening, altering }: Hint): Move {
    const what = random.weighted({
      tick: opening ? 10 : 6,
      kill: 0.5,
      silence: 0.6,
      edit: 0.7,
      drop: 0.4,
      restore: 0.4,
      acknowledge: 1.5,
      enter: 2,
      confirm: 2,
      withdraw: 0.7,
      change: altering ? 2 : 1,
    });
    const objective = random.below(2);
    const who = random.pick(players);
    switch (what) {
      case 'tick':
        return {
          do: 'tick',
          replica: random.pick(['first', 'second', 'both', 'both']),
          bad: random.pick([0, 0, 5, 50, 100]),
        };
      case 'kill':
        return { do: 'kill', replica: random.pick(['first', 'second']) };
      case 'silence':
        return { do: 'silence', silent: random.chance(0.4) };
      case 'edit':
        return {
          do: 'edit',
          objective,
          target: random.pick([0.5, 0.9, 0.99, 0.999]),
        };
      case 'drop':
      case 'restore':
        return { do: what, objective };
      case 'acknowledge':
        return { do: 'acknowledge', who, alert: random.below(2) };
      case 'confirm':
      case 'withdraw':
        return { do: what, who, correction: random.below(2) };
      case 'change':
        return {
          do: 'change',
          approved: random.chance(0.7),
          canceled: random.chance(0.2),
          from: random.pick([-120, -30, 30, 90, 240]),
          length: random.pick([30, 90]),
        };
      default:
        return {
          do: 'enter',
          who,
          objective,
          kind: random.pick(correctionKinds),
          from: random.pick([-240, -60, -15, 30, 75, 180]),
          length: random.pick([10, 30, 120]),
          daily: random.chance(0.2),
          ofChange: random.chance(0.4),
        };
    }
  }

  request(move: Move, id: string): Request | undefined {
    const key = `${this.#table.games}-${id}`;
    const about = { move, key, at: this.#now };
    const { alerts, corrections } = this.#watched.seen ?? {};
    switch (move.do) {
      case 'acknowledge': {
        const number = alerts?.at(-1 - move.alert);
        return number === undefined ? undefined : { ...about, number };
      }
      case 'confirm':
      case 'withdraw': {
        const number = corrections?.at(-1 - move.correction);
        return number === undefined ? undefined : { ...about, number };
      }
      default:
        return about;
    }
  }

  async send(request: Request): Promise<Answer> {
    this.#watched.last = request;
    try {
      await this.#do(request);
      return {};
    } catch (error) {
      if (!isError(error) || !REFUSALS.includes(error.name)) throw error;
      return { refused: error.message };
    }
  }

  breaches(): Promise<Breach[]> {
    return breachesOf(this.#table.knex, this.#replicas.first, this.#watched);
  }

  async #do({ move, key, number = '', at }: Request): Promise<void> {
    const { first } = this.#replicas;
    switch (move.do) {
      case 'tick':
        return this.#tick(move.replica, move.bad);
      case 'kill':
        return this.#kill(move.replica);
      case 'silence':
        this.#source.counters.clear();
        if (!move.silent) await this.#tick('both', 0);
        return undefined;
      case 'edit':
      case 'restore':
      case 'drop':
        return this.#define(move);
      case 'acknowledge':
        await first.desk.acknowledge(callerOf(move.who), number, {
          idempotencyKey: key,
        });
        return undefined;
      case 'confirm':
        await first.corrections.confirm(callerOf(move.who), number, {
          idempotencyKey: key,
        });
        return undefined;
      case 'withdraw':
        await first.corrections.withdraw(callerOf(move.who), number, {
          reason: 'It was no maintenance.',
          idempotencyKey: key,
        });
        return undefined;
      case 'change':
        this.#change = {
          ...this.#change,
          approvalStatus: move.approved ? 'approved' : 'pending',
          approvedAt: new Date(this.#now).toISOString(),
          state: move.canceled ? 'canceled' : 'scheduled',
          window: windowOf(at, move),
        };
        await first.correctionRefresher.refresh();
        return undefined;
      default: {
        const { number: entered } = await first.corrections.enter(
          callerOf(move.who),
          {
            kind: move.kind,
            reason: 'The database was moved.',
            objectives: [this.#names[move.objective]],
            ...(move.ofChange
              ? { change: CHANGE }
              : { window: windowOf(at, move) }),
            ...(move.daily && !move.ofChange && { rrule: 'FREQ=DAILY' }),
            idempotencyKey: key,
          },
        );
        const before = this.#watched.done.get(key);
        if (before !== undefined && before !== entered) {
          throw new Error(`${key} entered ${before} and ${entered}`);
        }
        this.#watched.done.set(key, entered);
        return undefined;
      }
    }
  }

  async #tick(which: 'first' | 'second' | 'both', bad: number): Promise<void> {
    for (const name of this.#names) {
      for (const [metric, by] of [
        [`${name}_bad`, bad],
        [`${name}_total`, 100],
      ] as const) {
        const { counters } = this.#source;
        counters.set(metric, (counters.get(metric) ?? 0) + by);
      }
    }
    const { first, second } = this.#replicas;
    const chosen = { first: [first], second: [second], both: [first, second] };
    await Promise.all(chosen[which].map(({ engine }) => engine.tick()));
  }

  async #kill(which: 'first' | 'second'): Promise<void> {
    const { engine } = this.#replicas[which];
    await new Promise<void>(resolve => {
      this.#killed = resolve;
      // Where the other one holds the source it has nothing to read, and ends.
      engine.tick().then(() => resolve());
    });
    this.#killed = undefined;
    this.#replicas = { ...this.#replicas, [which]: await this.#start() };
  }

  async #define(
    move: Extract<Move, { do: 'edit' | 'drop' | 'restore' }>,
  ): Promise<void> {
    const name = this.#names[move.objective];
    const at = this.#entities.findIndex(
      ({ metadata }) => metadata.name === name,
    );
    if (move.do === 'drop' && at >= 0) this.#entities.splice(at, 1);
    if (move.do === 'restore' && at < 0) this.#entities.push(slo(name));
    if (move.do === 'edit' && at >= 0) {
      this.#entities[at] = slo(name, { target: move.target });
    }
    await this.#replicas.second.definitions.refresh();
  }

  #start(isFirst = false): Promise<Replica> {
    return startReplica(this.#table.knex, {
      source: this.#source,
      entities: this.#entities,
      clock: () => new Date(this.#now),
      isFirst,
      changes: {
        getChange: async () =>
          ({ change: this.#change } as unknown as ChangeDetail),
      },
    });
  }
}

function windowOf(
  at: number,
  { from, length }: { from: number; length: number },
) {
  return {
    start: new Date(at + from * MINUTE).toISOString(),
    end: new Date(at + (from + length) * MINUTE).toISOString(),
  };
}

function callerOf(who: Player): Caller {
  return who === 'pipeline'
    ? { kind: 'service', ref: 'external:ci' }
    : { kind: 'user', ref: `user:default/${who}` };
}
