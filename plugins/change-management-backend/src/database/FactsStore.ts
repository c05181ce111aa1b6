import {
  DutyFacts,
  Facts,
  Hand,
  isOwed,
  Naming,
} from '@countersign/plugin-change-management-common';
import { Knex } from 'knex';
import { json } from './changeRows';

/**
 * The facts of each change, as folded from its ledger entries, and the hands people had in it, one row each: what the
 * rules of the database look at. A hand is never taken back.
 */
export class FactsStore {
  async find(db: Knex, changeId: string): Promise<Facts | undefined> {
    const row = await db('change_facts').where({ change_id: changeId }).first();
    return row?.facts;
  }

  /** Who had which hand in these changes, by id. */
  async dutiesOf(
    db: Knex,
    changeIds: string[],
  ): Promise<Map<string, DutyFacts>> {
    const rows: { change_id: string; hands: Hand[]; named: Naming[] }[] =
      await db('change_facts')
        .whereIn('change_id', changeIds)
        .select(
          'change_id',
          db.raw(`facts->'hands' AS hands`),
          db.raw(`facts->'named' AS named`),
        );
    return new Map(
      rows.map(({ change_id: id, hands, named }) => [id, { hands, named }]),
    );
  }

  /** @param hands - Those that are new. */
  async save(
    trx: Knex.Transaction,
    changeId: string,
    facts: Facts,
    hands: readonly Hand[],
  ): Promise<void> {
    await trx('change_facts')
      .insert({
        change_id: changeId,
        rules: facts.rules,
        facts: json(facts),
      })
      .onConflict('change_id')
      .merge();
    await this.#saveHands(trx, changeId, hands);
    await this.#saveObligation(trx, changeId, facts);
  }

  /** What went ahead unapproved is owed from then on, and answered once. */
  async #saveObligation(
    trx: Knex.Transaction,
    changeId: string,
    facts: Facts,
  ): Promise<void> {
    if (!facts.ahead) return;
    await trx('obligations')
      .insert({
        change_id: changeId,
        since: facts.ahead.since,
        due_at: facts.ahead.dueAt,
      })
      .onConflict('change_id')
      .ignore();
    if (isOwed(facts)) return;
    await trx('obligations')
      .where({ change_id: changeId })
      .whereNull('answered_at')
      .update({ answered_at: facts.at });
  }

  async #saveHands(
    trx: Knex.Transaction,
    changeId: string,
    hands: readonly Hand[],
  ): Promise<void> {
    if (!hands.length) return;
    await trx('change_hands')
      .insert(
        hands.map(hand => ({
          change_id: changeId,
          who: hand.who,
          hand: hand.as,
          at: hand.at,
          entry_id: hand.entry,
        })),
      )
      .onConflict(['change_id', 'who', 'hand'])
      .ignore();
  }
}
