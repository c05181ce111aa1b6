import { Interval } from '@countersign/plugin-governance-common';
import {
  CorrectedFigures,
  Counts,
  excludedCounts,
  excludedTimes,
  Objective,
  periodAt,
  Standing,
  standingOf,
  stepOf,
  windowLength,
} from '@countersign/plugin-service-levels-common';
import { Knex } from 'knex';
import { BucketStore } from '../database/BucketStore';
import { CorrectionStore, StoredCorrection } from '../database/CorrectionStore';

/** Steps of windows longer than this are read five minutes wide: they stay so fine as long as they are excluded. */
const FINE_UP_TO_MS = 6 * 3_600_000;
const USUAL_WIDTH_S = 300;

/** An objective with what was counted in a time. */
interface CountedObjective {
  objective: Objective;
  measurement: string;
  /** The time that was counted. */
  range: Interval;
  counts: Counts;
}

/** What objectives would be without the times that corrections exclude: it stands beside the figure that has them. */
export class Corrections {
  constructor(
    private readonly options: {
      knex: Knex;
      corrections: CorrectionStore;
      buckets: BucketStore;
    },
  ) {}

  /** Undefined where no correction of it counts. */
  async figures(measured: {
    objective: Objective;
    measurement: string;
    /** The end of the last step that was judged. */
    at: number;
    standing: Standing & { measured: number };
  }): Promise<CorrectedFigures | undefined> {
    const { objective, measurement, at, standing } = measured;
    const { knex, corrections } = this.options;
    const { start } = periodAt(objective.window, at - 1);
    return this.without(
      knex,
      {
        ...{ objective, measurement, counts: standing },
        range: { start, end: at },
      },
      await corrections.ofObjectives(knex, [objective.id]),
    );
  }

  /**
   * The corrections of an objective as they stay until the transaction is over.
   *
   * @returns in the order they were entered
   */
  held(
    trx: Knex.Transaction,
    objective: string,
  ): Promise<readonly StoredCorrection[]> {
    return this.options.corrections.holdOfObjective(trx, objective);
  }

  /** What is left of counts without what corrections exclude; undefined where none does. */
  async without(
    knex: Knex,
    { objective, measurement, range, counts }: CountedObjective,
    stored: readonly StoredCorrection[],
  ): Promise<CorrectedFigures | undefined> {
    const { buckets } = this.options;
    const counting = stored.flatMap(({ number, facts }) => {
      const times = excludedTimes(facts, range);
      return times.length > 0 ? [{ number, facts, times }] : [];
    });
    if (counting.length === 0) return undefined;
    const step = stepOf(windowLength(objective.window));
    const width =
      windowLength(objective.window) <= FINE_UP_TO_MS
        ? step / 1000
        : USUAL_WIDTH_S;
    const kept = await buckets.within(knex, measurement, {
      width,
      intervals: counting.flatMap(({ times }) => times),
    });
    // A slice that is judged as a whole began earlier than the step it ended in.
    const slice =
      objective.method.kind === 'occurrences' ? step : objective.method.slice;
    const taken = excludedCounts(
      kept.map(({ end, bad, total }) => ({
        start: end - width * 1000 - (slice - step),
        end,
        bad,
        total,
      })),
      counting,
    );
    const sum = (of: (each: (typeof taken)[number]) => number) =>
      taken.reduce((all, each) => all + of(each), 0);
    const left = {
      bad: counts.bad - sum(({ bad }) => bad),
      total: counts.total - sum(({ total }) => total),
    };
    const figure = standingOf(left, objective.target);
    return {
      ...left,
      ...(typeof figure !== 'string' && {
        sli: figure.sli,
        burnRate: figure.burnRate,
        budgetLeft: figure.budgetLeft,
      }),
      excluded: sum(({ excluded }) => excluded),
      corrections: taken.map(({ number, bad, total, excluded }, i) => {
        const { kind, change, entry } = counting[i].facts;
        return {
          number,
          kind,
          ...(change && { change: change.number }),
          ledgerEntry: entry,
          bad,
          total,
          excluded,
        };
      }),
    };
  }
}
