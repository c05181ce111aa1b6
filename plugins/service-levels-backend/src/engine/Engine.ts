import { randomUUID } from 'node:crypto';
import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import {
  Journal,
  pluginCaller,
  Timings,
  untimed,
} from '@countersign/plugin-governance-node';
import { ServiceLevelEntries } from '@countersign/plugin-service-levels-common';
import {
  ServiceLevelSource,
  SourceError,
  SourceReading,
} from '@countersign/plugin-service-levels-node';
import { AlertHerald } from '../alerts/AlertHerald';
import { AlertStore } from '../database/AlertStore';
import { CountedStore } from '../database/CountedStore';
import { BucketStore } from '../database/BucketStore';
import { ObjectiveStore } from '../database/ObjectiveStore';
import { SnapshotStore } from '../database/SnapshotStore';
import { SourceLease, SourceStore } from '../database/SourceStore';
import { AlertKeeper } from './AlertKeeper';
import { FaultReading, FaultWatch } from '../faults/FaultWatch';
import { evaluateAll, faultsIn, Outcome, queriesOf } from './evaluate';
import { CachedMeter, MeterCache } from './MeterCache';

/** Longer than any source may take: whoever holds a lease for longer is gone. */
const LEASE_MS = 120_000;
const LONGEST_PAUSE_MS = 300_000;

export interface EngineOptions {
  journal: Journal<ServiceLevelEntries>;
  sources: ReadonlyMap<string, ServiceLevelSource>;
  logger: LoggerService;
  objectives: ObjectiveStore;
  buckets: BucketStore;
  snapshots: SnapshotStore;
  alerts: AlertStore;
  herald: AlertHerald;
  counted: CountedStore;
  faults: FaultWatch;
  leases: SourceStore;
  /** Of evaluations; nobody takes them where it is absent. */
  timings?: Pick<Timings, 'time'>;
}

/** The label that names a source of metrics. */
export const SOURCE = 'service_levels.source';

/**
 * Reads the sources that are due, and judges what is measured by them. A source is with one replica at a time; what one reading
 * came to, the alerts and the ledger are written in one transaction, which the lease still has to hold in.
 */
export class Engine {
  readonly #options: EngineOptions;
  readonly #meters: MeterCache;
  readonly #alerts: AlertKeeper;
  /** What the log was told of a source: once, not at each reading. */
  readonly #told = new Map<string, string>();
  readonly #stopping = new AbortController();

  constructor(options: EngineOptions) {
    this.#options = options;
    this.#meters = new MeterCache({ ...options, knex: options.journal.knex });
    this.#alerts = new AlertKeeper(options.alerts, options.herald);
  }

  /** Breaks off what is being read. */
  stop(): void {
    this.#stopping.abort();
  }

  /** @returns how many objectives were judged */
  async tick(): Promise<number> {
    const { sources } = this.#options;
    const counts = await Promise.all(
      Array.from(sources.values(), source => this.#turn(source)),
    );
    return counts.reduce((sum, count) => sum + count, 0);
  }

  async #turn(source: ServiceLevelSource): Promise<number> {
    const { journal, leases, timings = untimed } = this.#options;
    const { knex } = journal;
    const now = journal.now();
    const lease = await leases.take(knex, source.name, {
      id: randomUUID(),
      now,
      until: new Date(now.getTime() + LEASE_MS),
    });
    if (!lease) return 0;
    let meters: CachedMeter[] = [];
    try {
      return await timings.time(
        async () => {
          meters = await this.#meters.of(source.name, now.getTime());
          return this.#measure(source, lease, meters, now.getTime());
        },
        () => 'evaluated',
        { [SOURCE]: source.name },
      );
    } catch (error) {
      this.#meters.forget(meters.map(({ info }) => info.id));
      await leases
        .giveBack(knex, lease, {
          dueAt: new Date(now.getTime() + source.interval),
          trouble:
            'It could not be evaluated: an operator finds out why in the log',
        })
        .catch(() => {});
      throw error;
    }
  }

  async #measure(
    source: ServiceLevelSource,
    lease: SourceLease,
    meters: readonly CachedMeter[],
    now: number,
  ): Promise<number> {
    if (meters.length === 0) {
      await this.#options.leases.giveBack(this.#options.journal.knex, lease, {
        dueAt: new Date(now + source.interval),
      });
      return 0;
    }
    const read = await this.#read(source, meters, now);
    const outcomes = evaluateAll(
      meters,
      'error' in read ? read.error : read,
      now - (source.delay ?? 0),
    );
    const trouble = 'error' in read ? read.error.trouble : undefined;
    this.#tell(source, trouble);
    const pause =
      'error' in read
        ? Math.max(
            Math.min(source.interval * 2 ** lease.failures, LONGEST_PAUSE_MS),
            read.error.retryAfterMs ?? 0,
          )
        : source.interval;
    const faults = 'error' in read ? [] : faultsIn(source.name, meters, read);
    const written = await this.#write(lease, outcomes, faults, {
      dueAt: new Date(now + pause),
      ...(trouble === undefined ? { heardAt: new Date(now) } : { trouble }),
    });
    for (const { row } of outcomes) {
      if (written.has(row.id)) this.#meters.written(row.id);
      else this.#meters.forget([row.id]);
    }
    return written.size;
  }

  async #read(
    source: ServiceLevelSource,
    meters: readonly CachedMeter[],
    now: number,
  ): Promise<
    SourceReading | { error: { trouble: string; retryAfterMs?: number } }
  > {
    try {
      return await source.read(queriesOf(meters), {
        now,
        signal: this.#stopping.signal,
      });
    } catch (error) {
      if (error instanceof SourceError) {
        const { message, retryAfterMs } = error;
        return { error: { trouble: message, retryAfterMs } };
      }
      this.#options.logger.error(
        `The source ${source.name} failed: ${stringifyError(error)}`,
      );
      return { error: { trouble: 'The source failed' } };
    }
  }

  #write(
    lease: SourceLease,
    outcomes: readonly Outcome[],
    faults: readonly FaultReading[],
    result: { dueAt: Date; heardAt?: Date; trouble?: string },
  ): Promise<Set<string>> {
    const { journal, objectives, buckets, snapshots, counted, leases } =
      this.#options;
    return journal.run(pluginCaller('service-levels'), async unit => {
      const { trx } = unit;
      if (!(await leases.holds(trx, lease))) return new Set<string>();
      const written = await objectives.evaluated(
        trx,
        outcomes.map(({ row }) => row),
      );
      const kept = outcomes.filter(({ row }) => written.has(row.id));
      await buckets.add(
        trx,
        kept.flatMap(outcome => outcome.buckets),
      );
      const lateSteps = kept.flatMap(({ cached, late }) =>
        late.map(end => ({ measurement: cached.info.measurement, end })),
      );
      await snapshots.spoil(trx, lateSteps);
      await counted.late(trx, lateSteps);
      await snapshots.keep(
        trx,
        kept.flatMap(({ snapshot }) => snapshot ?? []),
      );
      if (kept.length > 0) {
        await buckets.rollUp(
          trx,
          kept.map(({ cached }) => cached.info.measurement),
          {
            from: Math.min(...kept.map(({ changedFrom }) => changedFrom)),
            to: Math.max(...kept.map(({ closedTo }) => closedTo)),
          },
        );
        await this.#alerts.keep(unit, kept);
      }
      await this.#options.faults.follow(trx, faults);
      await leases.giveBack(trx, lease, result);
      return written;
    });
  }

  #tell({ name }: ServiceLevelSource, trouble: string | undefined): void {
    const { logger } = this.#options;
    const before = this.#told.get(name);
    if (trouble === before) return;
    if (trouble === undefined) {
      this.#told.delete(name);
      logger.info(`The source ${name} answers again`);
    } else {
      this.#told.set(name, trouble);
      logger.warn(`The source ${name}: ${trouble}`);
    }
  }
}
