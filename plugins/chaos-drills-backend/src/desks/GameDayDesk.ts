import { randomUUID } from 'crypto';
import { NotFoundError } from '@backstage/errors';
import {
  DrillFacts,
  drillPlanPermission,
  DRILLS_SIGNAL_CHANNEL,
  foldGameDay,
  gameDayActions,
  GameDayDetail,
  GameDayFacts,
  GameDayFilters,
  gameDayNextStep,
  GameDayPage,
  gameDaySignalChannel,
  gameDayVerbs,
  PlanGameDay,
} from '@countersign/plugin-chaos-drills-common';
import { CatalogReader } from '@countersign/plugin-cmdb-node';
import { Caller, recordFact } from '@countersign/plugin-governance-node';
import { DrillAccess, gameDayPermission } from '../access';
import { drillOf, DrillStore } from '../database/DrillStore';
import {
  gameDayOf,
  GameDayStore,
  StoredGameDay,
} from '../database/GameDayStore';
import { DrillJournal, DrillUnit } from '../unit';
import { actorOf } from './DrillDesk';
import { AskedOfDay, dayDeed, resultsOf } from './gameDayDeeds';

/** Plans game days, and does what is asked of them. Their drills are started by the starter, one by one. */
export class GameDayDesk {
  constructor(
    private readonly options: {
      journal: DrillJournal;
      days: GameDayStore;
      drills: DrillStore;
      catalog: Pick<CatalogReader, 'people'>;
      access: DrillAccess;
    },
  ) {}

  async list(caller: Caller, filters: GameDayFilters): Promise<GameDayPage> {
    const { access, days, journal } = this.options;
    await access.demandReading(caller);
    const { items, ...page } = await days.list(journal.knex, filters);
    return { ...page, items: items.map(gameDayOf) };
  }

  /** @throws NotFoundError */
  async get(caller: Caller, number: string): Promise<GameDayDetail> {
    return this.#detail(caller, await this.find(caller, number));
  }

  /** @throws NotFoundError */
  async find(caller: Caller, number: string): Promise<StoredGameDay> {
    const { access, days, journal } = this.options;
    await access.demandReading(caller);
    const [stored] = await days.find(journal.knex, [number]);
    if (!stored) throw missingDay(number);
    return stored;
  }

  async plan(
    caller: Caller,
    body: PlanGameDay,
    idempotencyKey?: string,
  ): Promise<GameDayDetail> {
    const { access, journal, days } = this.options;
    await access.demandReading(caller);
    await access.demand(
      caller,
      drillPlanPermission,
      'You may not plan game days',
    );
    const stored = await journal.idempotent(
      caller,
      idempotencyKey,
      async unit => {
        const number = await days.nextNumber(unit.trx);
        const facts = await recordFact(
          unit,
          { type: 'game_day.planned', subject: number, data: body },
          entry => foldGameDay(undefined, entry),
        );
        unit.refetch(DRILLS_SIGNAL_CHANNEL);
        return days.insert(unit.trx, { id: randomUUID(), facts }, unit.now);
      },
      this.#repeat('plan-game-day', body),
    );
    return this.#detail(caller, stored);
  }

  async act(
    caller: Caller,
    number: string,
    asked: AskedOfDay,
    idempotencyKey?: string,
  ): Promise<GameDayDetail> {
    const { access, journal, days, drills, catalog } = this.options;
    await access.demandReading(caller);
    await access.demand(
      caller,
      gameDayPermission(asked.verb),
      `You may not ${asked.verb.replace('-', ' ')} here`,
    );
    if (asked.verb === 'observe') {
      await catalog.people('observer', [asked.body.observer]);
    }
    const stored = await journal.idempotent(
      caller,
      idempotencyKey,
      async unit => {
        const before = (await days.lock(unit.trx, [number])).get(number);
        if (!before) throw missingDay(number);
        const deed = await dayDeed(unit, before.facts, asked, {
          ...{ caller, days, drills },
        });
        const facts = await recordFact(
          unit,
          { ...deed, subject: number },
          entry => foldGameDay(before.facts, entry),
        );
        const after = await days.save(unit.trx, before, facts, unit.now);
        unit.refetch(gameDaySignalChannel(after));
        unit.refetch(DRILLS_SIGNAL_CHANNEL);
        return after;
      },
      this.#repeat(asked.verb, { number, ...asked.body }),
    );
    return this.#detail(caller, stored);
  }

  async #detail(caller: Caller, stored: StoredGameDay): Promise<GameDayDetail> {
    const { access, drills, journal } = this.options;
    const { facts } = stored;
    const [may, found] = await Promise.all([
      access.mayAll(caller, gameDayVerbs.map(gameDayPermission)),
      drills.find(journal.knex, facts.drills),
    ]);
    const results = resultsOf(
      facts,
      found.map((each): DrillFacts => each.facts),
    );
    return {
      gameDay: gameDayOf(stored),
      drills: inOrder(facts, found).map(drillOf),
      next: gameDayNextStep(facts, results),
      actions: gameDayActions(facts, results, {
        ...actorOf(caller),
        permitted: verb => may[gameDayVerbs.indexOf(verb)],
      }),
    };
  }

  /** A request made again is answered with the game day as it is now. */
  #repeat(verb: string, body: object) {
    const { days } = this.options;
    return {
      request: { verb, body: JSON.parse(JSON.stringify(body)) },
      keep: ({ facts }: StoredGameDay) => facts.number,
      again: async ({ trx }: DrillUnit, number: string) => {
        const [stored] = await days.find(trx, [number]);
        return stored;
      },
    };
  }
}

function inOrder<S extends { facts: { number: string } }>(
  { drills }: Pick<GameDayFacts, 'drills'>,
  found: readonly S[],
): S[] {
  return drills.flatMap(
    number => found.find(({ facts }) => facts.number === number) ?? [],
  );
}

function missingDay(number: string): NotFoundError {
  return new NotFoundError(`There is no game day ${number}`);
}
