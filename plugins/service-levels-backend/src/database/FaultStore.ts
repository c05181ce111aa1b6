import { SeenFault } from '@countersign/plugin-service-levels-common';
import { Knex } from 'knex';

/** By what faults are followed: what makes the promise, and the metric that says which are on. */
export interface FaultMetric {
  component: string;
  metric: string;
}

/** A fault with what it is kept by. */
export interface KeptFault extends SeenFault {
  id: string;
}

/** Faults that services said were switched on in them. */
export class FaultStore {
  /** Those that are on, by their metric. */
  async open(
    trx: Knex.Transaction,
    { component, metric }: FaultMetric,
  ): Promise<KeptFault[]> {
    const rows = await trx('seen_faults')
      .where({ component, metric, ended_at: null })
      .forUpdate();
    return rows.map(faultOf);
  }

  /** Writes what became of faults; what was not on before is a new one. */
  async keep(
    trx: Knex.Transaction,
    { component, metric }: FaultMetric,
    faults: readonly (SeenFault & { id?: string })[],
  ): Promise<void> {
    for (const { id, fault, from, to, seenAt } of faults) {
      const seen = {
        seen_at: new Date(seenAt),
        ended_at: to === undefined ? null : new Date(to),
      };
      await (id === undefined
        ? trx('seen_faults').insert({
            ...{ component, metric, fault, ...seen },
            began_at: new Date(from),
          })
        : trx('seen_faults').where({ id }).update(seen));
    }
  }

  /** Those of a component that were on within a time, the oldest first; of too many the newest. */
  async within(
    knex: Knex,
    component: string,
    { from, to, most }: { from: Date; to: Date; most: number },
  ): Promise<KeptFault[]> {
    const rows = await knex('seen_faults')
      .where({ component })
      .where('began_at', '<=', to)
      .whereRaw('coalesce(ended_at, seen_at) >= ?', [from])
      .orderBy([
        { column: 'began_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(most);
    return rows.map(faultOf).reverse();
  }

  async forget(knex: Knex, before: Date): Promise<void> {
    await knex('seen_faults').where('seen_at', '<', before).delete();
  }
}

function faultOf(row: {
  id: string;
  fault: string;
  began_at: Date;
  seen_at: Date;
  ended_at: Date | null;
}): KeptFault {
  return {
    id: String(row.id),
    fault: row.fault,
    from: row.began_at.getTime(),
    seenAt: row.seen_at.getTime(),
    ...(row.ended_at && { to: row.ended_at.getTime() }),
  };
}
