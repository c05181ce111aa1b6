import {
  GameDayBody,
  GameDayVerb,
  ScheduleVerb,
} from '@countersign/plugin-chaos-drills-common';
import {
  Answer,
  Arena,
  Breach,
  Hint,
  Random,
} from '@countersign/plugin-governance-test-utils';
import { AskedOfDay } from '../../desks/gameDayDeeds';
import { isRefusal, settled, throwUnlessRefusal } from './answers';
import { breachesOf, Watched } from './invariants';
import { callerOf, drawMove, Move, Player, Request } from './moves';
import { calm, hosts, Replica, Table } from './table';

const MINUTE = 60_000;
/** Moves come a minute or more apart, and a drill takes no longer than some of them. */
const HASTE = 4;
/** Time goes on while somebody asks. */
const MEANWHILE_MS = 10_000;
const change = 'CHG0000007';
const reason = 'The game says so.';

/** Two replicas, some drills, a lever, and people who want to see something break. */
export class DrillArena implements Arena<Move, Request> {
  readonly #watched: Watched;
  #next: number;

  constructor(private readonly table: Table) {
    table.games += 1;
    this.#next = table.begin;
    this.#watched = {
      drills: [],
      days: [],
      since: new Date(table.begin),
      planned: new Map(),
      stopping: new Map(),
      open: [],
      running: new Set(),
      wrongs: [],
    };
  }

  moveTo(at: number): void {
    this.#next = this.table.begin + at / HASTE;
  }

  moments(): number[] {
    return [];
  }

  draw(random: Random, hint: Hint): Move {
    return drawMove(random, hint);
  }

  request(move: Move, id: string): Request | undefined {
    const { drills, days, pulls = [] } = this.#watched;
    const request: Request = { move, key: `${this.table.games}-${id}` };
    switch (move.do) {
      case 'ask':
      case 'lose': {
        const drill = this.#likely(move)?.at(-1 - move.drill);
        return drill === undefined ? undefined : { ...request, drill };
      }
      case 'pull': {
        const { meanwhile } = move;
        const drill =
          meanwhile === undefined ? meanwhile : drills.at(-1 - meanwhile);
        return { ...request, drill };
      }
      case 'release': {
        if (pulls.length === 0) return undefined;
        return {
          ...request,
          pulls: move.names === 'all' ? [...pulls] : pulls.slice(0, 1),
        };
      }
      case 'day': {
        if (move.verb === 'plan') return request;
        const day = days.at(-1);
        const drill = drills.at(-1 - move.drill);
        return day === undefined || drill === undefined
          ? undefined
          : { ...request, day, drill };
      }
      default:
        return request;
    }
  }

  /** Mostly somebody means one with which it can be done: there are few that run. */
  #likely(move: Extract<Move, { do: 'ask' | 'lose' }>): string[] {
    const { drills, open, running } = this.#watched;
    const isOfRunning = move.do === 'lose' || move.verb === 'stop';
    const isOfOpen = move.do === 'ask' && move.verb === 'start';
    const some = isOfRunning ? [...running] : isOfOpen && open;
    // The third one is any.
    return some && some.length > 0 && move.drill < 2
      ? [...some, ...some]
      : drills;
  }

  async send(request: Request): Promise<Answer> {
    const { time } = this.table;
    await time.moveTo(this.#next);
    const meanwhile = time.hurryTo(this.#next + MEANWHILE_MS);
    try {
      await this.#do(request);
      return {};
    } catch (error) {
      if (!isRefusal(error)) throw error;
      return { refused: error.message };
    } finally {
      await meanwhile;
      await time.quiet();
    }
  }

  breaches(): Promise<Breach[]> {
    return breachesOf(this.table, this.#watched);
  }

  /** Ends everything: the next game begins with nothing that runs. */
  async end(): Promise<void> {
    const { table } = this;
    Object.assign(table.world, calm());
    this.#turned();
    const [{ desk, leverDesk }] = table.replicas;
    const ada = callerOf('ada');
    for (const number of this.#watched.running) {
      await desk.stop(ada, number, { reason }).catch(throwUnlessRefusal);
    }
    const { pulls } = await leverDesk.read(ada);
    if (pulls.length > 0) {
      await leverDesk.release(ada, {
        pulls: pulls.map(({ id }) => id),
        reason,
      });
    }
    // Closers and targets that were deaf have their time, too.
    for (const { closer } of table.replicas) closer.closeAll().catch(() => {});
    await table.time.moveTo(table.time.now() + 6 * MINUTE);
    table.begin = table.time.now() + MINUTE;
  }

  async #do(request: Request): Promise<void> {
    const { move, key, drill = '' } = request;
    const { replicas, world, knex } = this.table;
    const [first, second] = replicas;
    switch (move.do) {
      case 'plan': {
        const { number } = (
          await first.desk.plan(
            callerOf(move.who),
            {
              experiment: move.experiment,
              ...(move.withChange && { change }),
            },
            key,
          )
        ).drill;
        this.#once(key, number);
        return;
      }
      case 'ask':
        await settled(
          move.who.map((who, i) =>
            this.#act(replicas[i % 2], who, move.verb, drill, `${key}-${i}`),
          ),
        );
        return;
      case 'pull':
        await settled([
          ...move.who.map((who, i) =>
            replicas[i % 2].leverDesk.pull(
              callerOf(who),
              { reason },
              `${key}-${i}`,
            ),
          ),
          ...(drill ? [this.#act(second, 'ada', 'start', drill, key)] : []),
        ]);
        return;
      case 'release':
        await second.leverDesk.release(
          callerOf(move.who),
          { pulls: request.pulls ?? [], reason },
          key,
        );
        if (move.who !== 'ada') this.#wrong('who', `${move.who} released`);
        return;
      case 'turn':
        world[move.what] = !world[move.what];
        this.#turned();
        return;
      case 'lose':
        await knex('drill_runs')
          .where({ number: drill })
          .whereNull('ended_at')
          .update({ held_until: knex.raw("now() - interval '1 second'") });
        this.#close();
        return;
      case 'close':
        this.#close();
        return;
      case 'schedule':
        await settled(
          move.who.map((who, i) =>
            this.#turnSchedule(replicas[i % 2], who, move.verb, `${key}-${i}`),
          ),
        );
        return;
      case 'look':
        await Promise.all(
          replicas.map(({ scheduleKeeper }) => scheduleKeeper.look()),
        );
        return;
      default:
        await this.#day(request, move);
    }
  }

  async #act(
    { starter, desk }: Replica,
    who: Player,
    verb: Extract<Move, { do: 'ask' }>['verb'],
    drill: string,
    key: string,
  ): Promise<void> {
    const caller = callerOf(who);
    switch (verb) {
      case 'start':
        await starter.start(caller, drill, key);
        // The assistant asks for Ada.
        if (who !== 'ada' && who !== 'assistant') {
          this.#wrong('who', `${who} started ${drill}`);
        }
        return;
      case 'stop':
        await desk.stop(caller, drill, { reason }, key);
        break;
      case 'cancel':
        await desk.cancel(caller, drill, { reason }, key);
        if (who !== 'ada' && who !== 'ben') {
          this.#wrong('who', `${who} canceled ${drill}`);
        }
        return;
      default:
        await desk.note(caller, drill, { text: 'Seen.' }, key);
    }
    if (who === 'ines') this.#wrong('who', `${who}: ${verb} ${drill}`);
  }

  async #turnSchedule(
    { scheduleDesk }: Replica,
    who: Player,
    verb: ScheduleVerb,
    key: string,
  ): Promise<void> {
    const deed =
      verb === 'pause' ? { verb, body: { reason } } : { verb, body: {} };
    await scheduleDesk.act(callerOf(who), 'one', deed, key);
    const isPerson = who === 'ada' || who === 'ben';
    if (who === 'ines' || (verb === 'turn-on' && !isPerson)) {
      this.#wrong('who', `${who}: ${verb} the schedule`);
    }
  }

  async #day(
    { key, day = '', drill = '' }: Request,
    { who, verb }: Extract<Move, { do: 'day' }>,
  ): Promise<void> {
    const [first, { gameDayDesk }] = this.table.replicas;
    const caller = callerOf(who);
    if (verb === 'plan') {
      const planned = await first.gameDayDesk.plan(
        caller,
        { title: 'A day of games' },
        key,
      );
      this.#once(key, planned.gameDay.number);
      return;
    }
    const bodies: { [V in GameDayVerb]: GameDayBody<V> } = {
      'add-drill': { drill },
      'remove-drill': { drill },
      observe: { observer: 'user:default/ben' },
      start: {},
      note: { text: 'Seen.', drill },
      end: { summary: 'Learned.' },
      cancel: { reason },
    };
    await gameDayDesk.act(
      caller,
      day,
      { verb, body: bodies[verb] } as AskedOfDay,
      key,
    );
    if (verb === 'start' && who !== 'ada') {
      this.#wrong('who', `${who} started ${day}`);
    }
  }

  /** A request made again is the same record. */
  #once(key: string, number: string): void {
    const before = this.#watched.planned.get(key);
    if (before !== undefined && before !== number) {
      this.#wrong('again', `${key} planned ${before} and ${number}`);
    }
    this.#watched.planned.set(key, number);
  }

  /** Nobody waits for it: it waits for targets that recover, and time goes on only with the next move. */
  #close(): void {
    for (const { closer } of this.table.replicas) {
      closer.closeAll().catch(error => this.#wrong('close', String(error)));
    }
  }

  #turned(): void {
    const { targets, world } = this.table;
    for (const host of hosts) {
      targets.get(host).isHealthy = !world.sick;
      targets.get(host).isDeaf = world.deaf;
    }
  }

  #wrong(kind: string, text: string): void {
    this.#watched.wrongs.push({
      ...{ kind, text },
      invariant: 'Who may, does, and once',
    });
  }
}
