import {
  GameDay,
  GameDayFacts,
  gameDayFactsSchema,
  GameDayFilters,
  gameDayNumber,
} from '@countersign/plugin-chaos-drills-common';
import { CountedPage } from '@countersign/plugin-governance-common';
import {
  FactStore,
  StoredFacts,
  TextSearch,
} from '@countersign/plugin-governance-node';
import { Knex } from 'knex';

/** A game day as its row holds it. */
export type StoredGameDay = StoredFacts<GameDayFacts>;

/** Game days, one row each. */
export class GameDayStore extends FactStore<GameDayFacts> {
  constructor() {
    super({
      table: 'game_days',
      sequence: 'game_day_numbers',
      number: gameDayNumber,
      schema: gameDayFactsSchema,
      columnsOf: ({ title, state }) => ({ title, state }),
    });
  }

  /** Those that fit every filter, the last written first, a page at a time. */
  list(
    db: Knex,
    { state, q, ...paging }: GameDayFilters,
  ): Promise<CountedPage<StoredGameDay>> {
    return this.page(db, paging, query => {
      if (state) query.whereIn('state', state);
      return q ? new TextSearch(q).filter(query) : query;
    });
  }

  /** The game day that a drill is part of. */
  async dayOf(db: Knex, drill: string): Promise<string | undefined> {
    const row = await db('game_day_drills').where({ drill }).first('number');
    return row?.number;
  }

  /** Who watches a drill, as part of a game day. */
  async observersOf(db: Knex, drill: string): Promise<string[]> {
    const day = await this.dayOf(db, drill);
    if (day === undefined) return [];
    const [stored] = await this.find(db, [day]);
    return stored.facts.observers;
  }

  async addDrill(
    trx: Knex.Transaction,
    part: { number: string; drill: string },
  ): Promise<void> {
    await trx('game_day_drills').insert(part);
  }

  async removeDrill(
    trx: Knex.Transaction,
    part: { number: string; drill: string },
  ): Promise<void> {
    await trx('game_day_drills').where(part).delete();
  }
}

/** A game day as its readers get it. */
export function gameDayOf({
  id,
  version,
  updatedAt,
  facts,
}: StoredGameDay): GameDay {
  return { ...facts, id, version, updatedAt };
}
