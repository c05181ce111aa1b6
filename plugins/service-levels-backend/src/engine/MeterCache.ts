import {
  Meter,
  stepOf,
  windowLength,
} from '@countersign/plugin-service-levels-common';
import { Knex } from 'knex';
import { BucketStore, HistoryStep } from '../database/BucketStore';
import { MeasuredObjective, ObjectiveStore } from '../database/ObjectiveStore';
import { MeterSnapshot, SnapshotStore } from '../database/SnapshotStore';
import { layoutOf } from './snapshots';

/** A meter in memory, and which picture of it that is. */
export interface CachedMeter {
  info: Omit<MeasuredObjective, 'objective' | 'meter'>;
  meter: Meter;
}

const LOADED_TOGETHER = 500;
const SUMMED_UP_BY = 300_000;

/**
 * Meters that stay in memory between two evaluations. Another replica may have gone on with one meanwhile, or its definition
 * may be another one: then its version is, and it is read again.
 */
export class MeterCache {
  readonly #meters = new Map<string, CachedMeter>();

  constructor(
    private readonly options: {
      knex: Knex;
      objectives: ObjectiveStore;
      buckets: BucketStore;
      snapshots: SnapshotStore;
    },
  ) {}

  /** The meters of a source, as they stand now. */
  async of(source: string, now: number): Promise<CachedMeter[]> {
    const { knex, objectives } = this.options;
    const versions = await objectives.versionsOf(knex, source);
    const stale = [...versions].flatMap(([id, version]) =>
      this.#meters.get(id)?.info.version === version ? [] : [id],
    );
    for (let i = 0; i < stale.length; i += LOADED_TOGETHER) {
      await this.#load(stale.slice(i, i + LOADED_TOGETHER), now);
    }
    return [...versions.keys()].flatMap(id => this.#meters.get(id) ?? []);
  }

  /** What was changed in memory was not written: it is read again. */
  forget(ids: Iterable<string>): void {
    for (const id of ids) this.#meters.delete(id);
  }

  /** It was written, and is one version further. */
  written(id: string): void {
    const cached = this.#meters.get(id);
    if (!cached) return;
    const version = String(BigInt(cached.info.version) + 1n);
    this.#meters.set(id, { ...cached, info: { ...cached.info, version } });
  }

  async #load(ids: readonly string[], now: number): Promise<void> {
    const { knex, objectives, buckets } = this.options;
    const loaded = await objectives.load(knex, ids);
    const away = loaded.filter(
      ({ meter }) => now - meter.closedTo > SUMMED_UP_BY,
    );
    if (away.length > 0) {
      await knex.transaction(trx =>
        buckets.rollUp(
          trx,
          away.map(({ measurement }) => measurement),
          {
            from: Math.min(...away.map(({ meter }) => meter.closedTo)),
            to: now,
          },
        ),
      );
    }
    const packed = await this.#packed(loaded, now);
    const history = await this.#history(loaded, packed);
    for (const { objective, meter, ...info } of loaded) {
      this.#meters.set(info.id, {
        info,
        meter: new Meter(
          objective,
          meter,
          history.get(info.measurement),
          packed.get(info.measurement)?.sums,
        ),
      });
    }
  }

  /** The snapshots that can be gone on from. */
  async #packed(
    loaded: readonly MeasuredObjective[],
    now: number,
  ): Promise<Map<string, MeterSnapshot>> {
    const { knex, snapshots } = this.options;
    const found = await snapshots.of(
      knex,
      loaded.map(({ measurement }) => measurement),
    );
    const usable = loaded.flatMap(each => {
      const snapshot = found.get(each.measurement);
      return snapshot?.layout === layoutOf(each.objective) &&
        snapshot.takenTo <= each.meter.closedTo &&
        // Older than that the finest steps after it may be gone.
        snapshot.takenTo > now - each.fineReach
        ? [snapshot]
        : [];
    });
    return new Map(usable.map(each => [each.measurement, each]));
  }

  async #history(
    loaded: readonly MeasuredObjective[],
    packed: ReadonlyMap<string, MeterSnapshot>,
  ): Promise<Map<string, HistoryStep[]>> {
    const { knex, buckets } = this.options;
    const history = await buckets.since(
      knex,
      loaded.flatMap(({ measurement, objective }) => {
        const snapshot = packed.get(measurement);
        return snapshot
          ? [
              {
                measurement,
                width: stepOf(windowLength(objective.window)) / 1000,
                after: snapshot.takenTo,
              },
            ]
          : [];
      }),
    );
    const whole = loaded.filter(({ measurement }) => !packed.has(measurement));
    for (const fineReach of new Set(whole.map(each => each.fineReach))) {
      const alike = whole.filter(each => each.fineReach === fineReach);
      const found = await buckets.history(
        knex,
        alike.map(({ measurement }) => measurement),
        {
          to: Math.max(...alike.map(({ meter }) => meter.closedTo)),
          fineReach,
        },
      );
      for (const [measurement, steps] of found) history.set(measurement, steps);
    }
    return history;
  }
}
