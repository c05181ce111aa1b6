import { FollowChoice } from '@countersign/plugin-change-management-common';
import { Knex } from 'knex';

interface FollowerRow {
  change_id: string;
  who: string;
  follows: boolean;
  because: FollowChoice['because'];
}

/** Who chose to follow a change or not to, and who follows it since they took part in its conversation. */
export class FollowerStore {
  /** By change, in the order in which they came. */
  async ofChanges(
    db: Knex,
    changeIds: readonly string[],
  ): Promise<Map<string, FollowChoice[]>> {
    const rows = await db<FollowerRow>('change_followers')
      .whereRaw('change_id = ANY (?)', [[...changeIds]])
      .orderBy(['since', 'who'])
      .select('change_id', 'who', 'follows', 'because');
    const byChange = new Map<string, FollowChoice[]>();
    for (const { change_id: id, ...choice } of rows) {
      byChange.set(id, [...(byChange.get(id) ?? []), choice]);
    }
    return byChange;
  }

  /** Somebody says so; what they said before is replaced. */
  async choose(
    trx: Knex.Transaction,
    changeId: string,
    who: string,
    follows: boolean,
    now: Date,
  ): Promise<void> {
    await trx('change_followers')
      .insert({
        change_id: changeId,
        who,
        follows,
        because: 'chose',
        since: now,
      })
      .onConflict(['change_id', 'who'])
      .merge(['follows', 'because'])
      .whereNot('change_followers.follows', follows);
  }

  /** They follow from now on, unless they said otherwise. */
  async add(
    trx: Knex.Transaction,
    changeId: string,
    who: readonly string[],
    because: 'commented' | 'mentioned',
    now: Date,
  ): Promise<void> {
    if (!who.length) return;
    await trx('change_followers')
      .insert(
        who.map(each => ({
          change_id: changeId,
          who: each,
          follows: true,
          because,
          since: now,
        })),
      )
      .onConflict(['change_id', 'who'])
      .ignore();
  }
}
