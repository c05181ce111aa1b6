import { FollowChoice } from '@countersign/plugin-governance-common';
import { prepared } from '@countersign/plugin-ledger-node';
import { Knex } from 'knex';

interface FollowerRow {
  record_id: string;
  who: string;
  follows: boolean;
  because: FollowChoice['because'];
}

/** Who chose to follow a record or not to, and who follows it since they took part in its conversation. */
export class FollowerStore {
  /** By record, in the order in which they came. */
  async ofRecords(
    db: Knex,
    recordIds: readonly string[],
  ): Promise<Map<string, FollowChoice[]>> {
    const { rows } = await prepared(
      db.raw<{ rows: FollowerRow[] }>(
        `SELECT record_id, who, follows, because FROM record_followers
         WHERE record_id = ANY (?) ORDER BY since, who`,
        [[...recordIds]],
      ),
    );
    const byRecord = new Map<string, FollowChoice[]>();
    for (const { record_id: id, ...choice } of rows) {
      byRecord.set(id, [...(byRecord.get(id) ?? []), choice]);
    }
    return byRecord;
  }

  /** Somebody says so; what they said before is replaced. */
  async choose(
    trx: Knex.Transaction,
    recordId: string,
    who: string,
    follows: boolean,
    now: Date,
  ): Promise<void> {
    await trx('record_followers')
      .insert({
        record_id: recordId,
        who,
        follows,
        because: 'chose',
        since: now,
      })
      .onConflict(['record_id', 'who'])
      .merge(['follows', 'because'])
      .whereNot('record_followers.follows', follows);
  }

  /** They follow from now on, unless they said otherwise. */
  async add(
    trx: Knex.Transaction,
    recordId: string,
    who: readonly string[],
    because: 'commented' | 'mentioned',
    now: Date,
  ): Promise<void> {
    if (!who.length) return;
    await trx('record_followers')
      .insert(
        who.map(each => ({
          record_id: recordId,
          who: each,
          follows: true,
          because,
          since: now,
        })),
      )
      .onConflict(['record_id', 'who'])
      .ignore();
  }
}
