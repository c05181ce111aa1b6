import { compact } from '@countersign/plugin-governance-node';
import {
  FaultList,
  followFaults,
  MetricReading,
} from '@countersign/plugin-service-levels-common';
import { Knex } from 'knex';
import { FaultMetric, FaultStore } from '../database/FaultStore';

const DAY_MS = 86_400_000;
/** As long as hours of what was counted are kept, which they are marked on. */
const KEPT_MS = 400 * DAY_MS;
/** Longer than any source pauses: of what was not seen for so long nobody knows whether it is on. */
const UNSEEN_MS = 15 * 60_000;
/** A picture holds no more of them. */
const MOST = 200;

/** What one reading says of the faults of a component. */
export interface FaultReading extends FaultMetric {
  reading: MetricReading;
  at: number;
}

/** Follows the faults that services say are switched on in them. */
export class FaultWatch {
  constructor(private readonly faults: FaultStore) {}

  /** Objectives of one component may read the same metric: it is followed once. */
  async follow(
    trx: Knex.Transaction,
    readings: readonly FaultReading[],
  ): Promise<void> {
    const metrics = new Map(
      readings.map(each => [`${each.component} ${each.metric}`, each]),
    );
    for (const { reading, at, ...of } of metrics.values()) {
      const open = await this.faults.open(trx, of);
      const ids = new Map(
        open.map(({ fault, from, id }) => [fault + from, id]),
      );
      const found = followFaults(open, reading, at);
      await this.faults.keep(
        trx,
        of,
        found.map(each => ({ ...each, id: ids.get(each.fault + each.from) })),
      );
    }
  }

  async list(
    knex: Knex,
    query: { component: string; from: string; to: string },
    now: Date,
  ): Promise<FaultList> {
    const { component, from, to } = query;
    const found = await this.faults.within(knex, component, {
      from: new Date(from),
      to: new Date(to),
      most: MOST,
    });
    return {
      items: found.map(({ id, fault, from: began, to: ended, seenAt }) => {
        const isLost = now.getTime() - seenAt > UNSEEN_MS;
        const until = ended ?? (isLost ? seenAt : undefined);
        return compact({
          ...{ id, fault },
          from: new Date(began).toISOString(),
          to: until === undefined ? undefined : new Date(until).toISOString(),
        });
      }),
    };
  }

  forget(knex: Knex, now: Date): Promise<void> {
    return this.faults.forget(knex, new Date(now.getTime() - KEPT_MS));
  }
}
