import { NotFoundError } from '@backstage/errors';
import { wrongField } from '@countersign/plugin-governance-common';
import { compact } from '@countersign/plugin-governance-node';
import {
  attributeSpending,
  budgetLeftOf,
  BudgetSpan,
  budgetOverTime,
  budgetSpan,
  BurnDown,
  burnDown,
  BurnDownView,
  burnRateRange,
  BurnRates,
  burnRates,
  CountedSteps,
  evenSteps,
  Explanation,
  floorTo,
  Objective,
  periodAt,
  RecordedLevel,
  recordedLevels,
  RecordedRange,
  recordedRanges,
  RecordedStep,
  remainderOf,
  standingOf,
  stepOf,
  summed,
  tiersOf,
  windowLength,
} from '@countersign/plugin-service-levels-common';
import { Knex } from 'knex';
import {
  ObjectiveListStore,
  ObjectiveRecord,
} from '../database/ObjectiveListStore';
import { RecordedStore } from '../database/RecordedStore';
import { metricsOf } from '../definitions/Measurements';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** A picture has no more points: what is between two of them nobody sees. */
const MOST_POINTS = 400;
const viewLength: Record<Exclude<BurnDownView, 'window'>, number> = {
  quarter: 90 * DAY,
  year: 365 * DAY,
};
/** What one answer holds of counted steps at most: a day of the finest, or years of days. */
const MOST_STEPS = 6_000;

/** What one objective was found with, and how it was counted. */
interface Counted {
  record: ObjectiveRecord;
  at: number;
  span: BudgetSpan;
  levels: RecordedLevel[];
  read(ranges: readonly RecordedRange[]): Promise<RecordedStep[]>;
}

/**
 * Reads what budgets went to: as pictures, and number by number. What stands there and what it was counted from are read
 * as of one instant, so that they agree while it goes on being counted.
 */
export class SpendingReader {
  constructor(
    private readonly options: {
      knex: Knex;
      list: ObjectiveListStore;
      recorded: RecordedStore;
      now(): Date;
    },
  ) {}

  async burnDown(id: string, view: BurnDownView): Promise<BurnDown> {
    return this.#counted(id, counted =>
      view === 'window' ? windowView(counted) : longView(counted, view),
    );
  }

  async burnRates(id: string, pair: number): Promise<BurnRates> {
    return this.#counted(id, async ({ record, at, levels, read }) => {
      const { objective, verdicts } = record;
      const { target } = objective;
      const tier = tiersOf(objective)[pair];
      if (!tier) {
        throw wrongField('pair', `There is no pair ${pair} of windows`);
      }
      const { width, from, to } = burnRateRange(tier, levels, {
        at,
        longest: windowLength(objective.window),
      });
      const begin = from - Math.ceil(tier.long / width) * width;
      const steps = await read([{ width, from: begin, to }]);
      const points = burnRates(evenSteps(steps, { width, from: begin, to }), {
        ...{ long: tier.long, short: tier.short, target, from },
        most: MOST_POINTS,
      });
      const verdict = verdicts[pair];
      if (verdict && at > to) {
        points.push({
          at,
          long: burnRateOf(verdict.long, target),
          short: burnRateOf(verdict.short, target),
        });
      }
      return {
        pair,
        from: instantOf(from),
        to: instantOf(at),
        points: points.map(point =>
          compact({ ...point, at: instantOf(point.at) }),
        ),
      };
    });
  }

  async explanation(id: string): Promise<Explanation> {
    return this.#counted(id, async ({ record, at, span, levels, read }) => {
      const { objective, standing, summary, since } = record;
      const steps = await read(
        recordedRanges(span, levels, { now: at, grain: 'coarse' }),
      );
      const sum = summed(steps);
      // Where counts make no figure, such as more failures than events, nothing is told of them but themselves.
      const counts = standing
        ? { bad: standing.bad, total: standing.total }
        : sum;
      const remainder = remainderOf(counts, sum);
      return {
        at: instantOf(at),
        target: objective.target,
        counts,
        measured: summary.measured ?? 0,
        ...(since !== undefined && { measuredSince: instantOf(since) }),
        method: objective.method.kind,
        from: instantOf(span.from),
        to: instantOf(span.to),
        end: instantOf(span.end),
        steps: steps.map(stepView),
        ...(remainder && { remainder }),
        queries: queriesOf(objective, summary.source),
      };
    });
  }

  async countedSteps(
    id: string,
    range: { from: string; to: string },
  ): Promise<CountedSteps> {
    return this.#counted(id, async ({ levels, at, read }) => {
      const from = Date.parse(range.from);
      const to = Date.parse(range.to);
      const ranges = recordedRanges({ from, to }, levels, {
        now: at,
        grain: 'fine',
      });
      const steps = ranges.reduce(
        (sum, each) => sum + (each.to - each.from) / each.width,
        0,
      );
      if (steps > MOST_STEPS) {
        throw wrongField(
          'to',
          `must be nearer to from: there are up to ${Math.ceil(
            steps,
          )} steps between them, and an answer has ${MOST_STEPS} at most`,
        );
      }
      return { steps: (await read(ranges)).map(stepView) };
    });
  }

  /** Reads of one state of the database what is asked of an objective. */
  async #counted<T>(
    id: string,
    ask: (counted: Counted) => Promise<T>,
  ): Promise<T> {
    const { knex, list, recorded, now } = this.options;
    return knex.transaction(
      async trx => {
        const record = await list.find(trx, id);
        if (!record) throw new NotFoundError(`There is no objective ${id}`);
        const { objective, measurement, fineReach, summary } = record;
        const at = Date.parse(summary.evaluatedAt ?? now().toISOString());
        const step = stepOf(windowLength(objective.window));
        const levels = recordedLevels(step, fineReach);
        return ask({
          ...{ record, at, levels },
          span: budgetSpan(objective, at),
          read: ranges => recorded.steps(trx, measurement, ranges),
        });
      },
      { isolationLevel: 'repeatable read', readOnly: true },
    );
  }
}

async function windowView(counted: Counted): Promise<BurnDown> {
  const { record, at, span, levels, read } = counted;
  const { objective, summary } = record;
  const steps = await read(
    recordedRanges(span, levels, { now: at, grain: 'fine' }),
  );
  const spending = attributeSpending(steps);
  const points = burnDown(steps, span, {
    target: objective.target,
    measured: summary.measured ?? 0,
    most: MOST_POINTS,
    keep: spending.intervals.flatMap(({ start, end }) => [start, end]),
  });
  return {
    ...viewOf('window', span, points),
    spending: {
      ...spending,
      intervals: spending.intervals.map(interval => ({
        ...interval,
        start: instantOf(interval.start),
        end: instantOf(interval.end),
      })),
    },
  };
}

async function longView(
  { record, at, read }: Counted,
  view: Exclude<BurnDownView, 'window'>,
): Promise<BurnDown> {
  const { objective, summary, standing, since } = record;
  const { window, target } = objective;
  const length = windowLength(window);
  const width = view === 'year' && length >= 7 * DAY ? DAY : HOUR;
  const from = at - viewLength[view];
  // One window more, for the figure of the first point; of a calendar one, its whole period.
  const begin = floorTo(
    (window.kind === 'rolling' ? from : periodAt(window, from).start) - length,
    DAY,
  );
  const to = floorTo(at, width);
  const steps = await read([{ width, from: begin, to }]);
  const points = budgetOverTime(evenSteps(steps, { width, from, to }), {
    ...{ window, target, from },
    since: since ?? at,
    most: MOST_POINTS,
  });
  if (at > to && standing) {
    const left = budgetLeftOf(standing, summary.measured ?? 0);
    points.push({ at, left });
  }
  return viewOf(view, { from, to: at, end: at }, points);
}

function viewOf(
  view: BurnDownView,
  span: BudgetSpan,
  points: readonly { at: number; left?: number }[],
): BurnDown {
  return {
    view,
    from: instantOf(span.from),
    to: instantOf(span.to),
    end: instantOf(span.end),
    points: points.map(({ at, left }) => compact({ at: instantOf(at), left })),
  };
}

/** What was asked of its source; of a composite what was asked for each of its parts. */
function queriesOf(
  objective: Objective,
  source: string,
): Explanation['queries'] {
  if (!objective.composite) return askedFor(objective, source);
  return objective.composite.parts.flatMap(part =>
    askedFor(part, source).map(query => ({ ...query, part: part.objective })),
  );
}

function askedFor(
  measured: Pick<Objective, 'indicator'>,
  source: string,
): Explanation['queries'] {
  const { part, total } = metricsOf(measured);
  const { indicator } = measured;
  const query = (
    role: Explanation['queries'][number]['role'],
    spec: unknown,
  ) => ({ role, source, query: queryText(spec) });
  if (indicator.kind === 'raw') return [query('ratio', part.spec)];
  if (indicator.kind === 'threshold') return [query('value', part.spec)];
  return [
    query(indicator.counted, part.spec),
    ...(total ? [query('total', total.spec)] : []),
  ];
}

/** The query itself where that is all there is, and else all that the definition says. */
function queryText(spec: unknown): string {
  const fields = Object.entries(spec ?? {});
  const [only] = fields;
  return fields.length === 1 && typeof only[1] === 'string'
    ? only[1]
    : JSON.stringify(spec, null, 2);
}

function burnRateOf(
  counts: { bad: number; total: number },
  target: number,
): number | undefined {
  const standing = standingOf(counts, target);
  return typeof standing === 'string' ? undefined : standing.burnRate;
}

function stepView({ start, end, bad, total }: RecordedStep) {
  return { start: instantOf(start), end: instantOf(end), bad, total };
}

function instantOf(at: number): string {
  return new Date(at).toISOString();
}
