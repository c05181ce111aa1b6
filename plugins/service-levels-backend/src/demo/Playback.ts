import { Journal, pluginCaller } from '@countersign/plugin-governance-node';
import {
  Meter,
  Sample,
  ServiceLevelEntries,
  stepOf,
  windowLength,
} from '@countersign/plugin-service-levels-common';
import {
  DemoMeasured,
  DemoServiceLevels,
  SourceReading,
} from '@countersign/plugin-service-levels-node';
import { Knex } from 'knex';
import { AlertHerald } from '../alerts/AlertHerald';
import { AlertKind, AlertStore, StoredAlert } from '../database/AlertStore';
import { BucketStore } from '../database/BucketStore';
import { MeasuredObjective, ObjectiveStore } from '../database/ObjectiveStore';
import { SnapshotStore } from '../database/SnapshotStore';
import { metricsOf } from '../definitions/Measurements';
import { AlertKeeper, changesOf } from '../engine/AlertKeeper';
import { evaluateAll, keyOf, Outcome } from '../engine/evaluate';
import { CachedMeter } from '../engine/MeterCache';
import { AlertDesk } from '../services/AlertDesk';
import { CorrectionDesk } from '../corrections/CorrectionDesk';
import { StepSums } from './StepSums';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** So long after a trouble alerts may still end. */
const AFTERMATH = 8 * HOUR;
/** What has been measured for longer is the record of a real service. */
const REAL_AFTER = HOUR;

interface Played {
  story: DemoMeasured;
  loaded: MeasuredObjective;
  cached: CachedMeter;
  sums: StepSums;
  /** Up to where it is played. */
  at: number;
  /** As the database has them: nobody else changes them meanwhile. */
  open: readonly StoredAlert[];
  last?: Outcome;
}

/** Plays what was counted of objectives, with the meters and the alerts of the engine, by a clock that the story sets. */
export class Playback {
  readonly #keeper: AlertKeeper;

  constructor(
    private readonly options: {
      journal: Journal<ServiceLevelEntries>;
      objectives: ObjectiveStore;
      buckets: BucketStore;
      snapshots: SnapshotStore;
      alerts: AlertStore;
      herald: AlertHerald;
      desk: AlertDesk;
      corrections: CorrectionDesk;
    },
  ) {
    this.#keeper = new AlertKeeper(options.alerts, options.herald);
  }

  /** @returns how many objectives have a past now */
  async play(
    levels: DemoServiceLevels,
    options: {
      /** In which all of it happens. */
      trx: Knex.Transaction;
      now: number;
      setClock(at: number): void;
      signal: AbortSignal;
      onProgress(done: number, of: number): void;
    },
  ): Promise<number> {
    const { trx, now, setClock, signal, onProgress } = options;
    const all = await this.#begin(levels, { now, trx });
    const hours = Math.ceil((now - levels.since) / HOUR);
    for (let hour = 1; hour <= hours; hour++) {
      signal.throwIfAborted();
      if (hour % 24 === 0) onProgress(hour, hours);
      const until = Math.min(now, levels.since + hour * HOUR);
      for (const correction of levels.corrections) {
        if (correction.at > until - HOUR && correction.at <= until) {
          setClock(correction.at);
          await this.options.corrections.enter(
            { kind: 'user', ref: correction.by },
            correction.request,
          );
        }
      }
      await this.#hour(all, until, levels.onCall, setClock);
    }
    setClock(now);
    await this.#end(all, trx);
    return all.length;
  }

  async #begin(
    levels: DemoServiceLevels,
    { now, trx }: { now: number; trx: Knex.Transaction },
  ): Promise<Played[]> {
    const { objectives } = this.options;
    const ids = levels.measured.map(({ objective }) => objective);
    // They may be measured already: what is heard from here on comes after what is told.
    await objectives.lockStates(trx, ids);
    const loaded = await objectives.load(trx, ids);
    return levels.measured.flatMap(story => {
      const own = loaded.find(({ id }) => id === story.objective);
      if (!own || now - (own.meter.since ?? now) > REAL_AFTER) return [];
      const { objective, meter: _unused, ...info } = own;
      const window = windowLength(objective.window);
      const step = stepOf(window);
      const since = Math.max(levels.since, now - window - HOUR);
      const at = Math.ceil(since / step) * step;
      return [
        {
          story,
          loaded: own,
          cached: {
            info: { ...info, definedAt: at },
            meter: new Meter(objective, Meter.begin(at, step)),
          },
          sums: new StepSums(info.measurement, now, info.fineReach),
          at,
          open: [],
        },
      ];
    });
  }

  /** All of an hour: in one go where nothing happened, and step by step where alerts may come or go. */
  async #hour(
    all: readonly Played[],
    until: number,
    onCall: DemoServiceLevels['onCall'],
    setClock: (at: number) => void,
  ): Promise<void> {
    for (const each of all) {
      const { step } = each.cached.meter;
      const last = Math.floor(until / step) * step;
      const eventful =
        each.open.length > 0 ||
        each.story.troubles.some(
          ({ start, end }) => start < until && end + AFTERMATH > until - HOUR,
        ) ||
        each.story.counts(last, step) === undefined;
      const stride = eventful ? Math.max(step, MINUTE) : HOUR;
      while (each.at < last) {
        const to = Math.min(last, each.at + stride);
        setClock(to);
        await this.#advance(each, to, onCall);
      }
    }
  }

  async #advance(
    each: Played,
    to: number,
    onCall: DemoServiceLevels['onCall'],
  ): Promise<void> {
    const { cached, sums } = each;
    const { step } = cached.meter;
    const [outcome] = evaluateAll([cached], readingOf(each, to), to);
    each.at = to;
    each.last = outcome;
    for (const closed of outcome.closed) {
      sums.add(step / 1000, closed.end, closed);
    }
    const open = (kind: AlertKind) =>
      each.open.find(stored => stored.kind === kind);
    if (changesOf(outcome, open, to).length > 0) {
      each.open = await this.#keep(each, outcome);
    }
    for (const { alert } of each.open) {
      const { firedAt, severity, acknowledged } = alert;
      if (firedAt === undefined || acknowledged || severity !== 'page')
        continue;
      if (to - firedAt >= onCall.answersAfter) {
        await this.options.desk.acknowledge(
          { kind: 'user', ref: onCall.person },
          alert.id,
          { comment: 'Looking into it.' },
        );
        each.open = await this.#keep(each);
      }
    }
  }

  /** @returns the alerts that are open then */
  async #keep({ cached }: Played, outcome?: Outcome): Promise<StoredAlert[]> {
    const { journal, alerts } = this.options;
    return journal.run(pluginCaller('service-levels'), async unit => {
      if (outcome) await this.#keeper.keep(unit, [outcome]);
      return alerts.lockOpen(unit.trx, [cached.info.id]);
    });
  }

  async #end(all: readonly Played[], trx: Knex.Transaction): Promise<void> {
    const { objectives, buckets, snapshots } = this.options;
    for (const { cached, sums } of all) {
      await buckets.replace(trx, cached.info.measurement, sums.rows());
    }
    await snapshots.forgetAll(
      trx,
      all.map(({ cached }) => cached.info.measurement),
    );
    await objectives.evaluated(
      trx,
      all.flatMap(({ last }) =>
        last
          ? [
              {
                ...last.row,
                // From here on it is measured: silence is told once something was really heard.
                meter: {
                  ...last.row.meter,
                  heardAt: undefined,
                  metricAt: undefined,
                },
                heardAt: null,
              },
            ]
          : [],
      ),
    );
  }
}

function readingOf(
  { story, cached, at }: Played,
  to: number,
): SourceReading | { trouble: string } {
  const { objective, step } = cached.meter;
  const { indicator } = objective;
  const part: Sample[] = [];
  const total: Sample[] = [];
  for (let end = at + step; end <= to; end += step) {
    const counts = story.counts(end, step);
    if (!counts) return { trouble: 'There is no such series any more' };
    const isGood = indicator.kind === 'ratio' && indicator.counted === 'good';
    const value = isGood ? counts.total - counts.bad : counts.bad;
    part.push({ at: end, value });
    total.push({ at: end, value: counts.total });
  }
  const metrics = metricsOf(objective);
  const counted = (counts: typeof part) => ({
    kind: 'counts' as const,
    counts,
  });
  return {
    at: to,
    metrics: new Map([
      [keyOf(metrics.part.spec), counted(part)],
      ...(metrics.total
        ? ([[keyOf(metrics.total.spec), counted(total)]] as const)
        : []),
    ]),
  };
}
