import {
  BudgetFigures,
  budgetLeftOf,
  CountedFigures,
  CountedStep,
  countedTime,
  endOfDemand,
  JudgedSubject,
  noFigureOf,
  Objective,
  pastBudgets,
  periodAt,
  resolutionsOf,
  standingOf,
  stepOf,
  tiersOf,
  windowLength,
} from '@countersign/plugin-service-levels-common';
import { Knex } from 'knex';
import { BucketStore } from '../database/BucketStore';
import { ObjectiveRecord } from '../database/ObjectiveListStore';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const GRAIN = 300_000;

/** How a budget stands, and what that was worked out of; nothing where nothing was counted. */
export interface ReadBudget {
  budget: BudgetFigures;
  counted?: CountedFigures;
}

/** How budgets stand, stood, and will stand should nothing else fail. */
export class BudgetReader {
  constructor(private readonly buckets: BucketStore) {}

  /** As it was evaluated last. */
  now({ summary, standing, verdicts, objective }: ObjectiveRecord): ReadBudget {
    const { state, measured = 0, evaluatedAt } = summary;
    const recent = verdicts[0]?.long;
    const burn =
      recent && !noFigureOf(recent)
        ? standingOf(recent, objective.target)
        : undefined;
    const [fastest] = tiersOf(objective);
    const at = evaluatedAt === undefined ? undefined : Date.parse(evaluatedAt);
    return {
      budget: {
        state,
        ...(standing && { left: budgetLeftOf(standing, measured) }),
        ...(typeof burn === 'object' && { burnRate: burn.burnRate }),
        measured,
      },
      ...(at !== undefined &&
        standing && {
          counted: {
            ...countedTime(beginOf(objective, at), at, standing),
            ...(typeof burn === 'object' &&
              fastest && {
                recent: countedTime(at - fastest.long, at, burn),
              }),
          },
        }),
    };
  }

  /** As it stood then, by whole steps of five minutes. */
  async past(
    knex: Knex,
    record: ObjectiveRecord,
    at: number,
  ): Promise<ReadBudget> {
    const end = Math.floor(at / GRAIN) * GRAIN;
    const window = windowLength(record.objective.window);
    const steps = await this.buckets.steps(knex, record.measurement, {
      from: end - window,
      to: end,
      hours: window >= DAY,
    });
    const [{ budget, counted }] = pastBudgets(record.objective, steps, {
      since: record.since,
      instants: [end],
    });
    return { budget, ...(counted && { counted }) };
  }

  /** What was counted, hour by hour. */
  async hours(
    knex: Knex,
    { measurement, since }: ObjectiveRecord,
    range: { from: number; to: number },
  ): Promise<{ steps: CountedStep[]; since: number | undefined }> {
    const steps = await this.buckets.steps(knex, measurement, {
      ...range,
      hours: true,
    });
    return { steps, since };
  }

  /** When a demand ends, should nothing else fail: worked out where one applies. */
  async foreseen(
    knex: Knex,
    { objective, measurement, summary }: ObjectiveRecord,
    budget: BudgetFigures,
  ): Promise<JudgedSubject['endsAt']> {
    if (budget.left === undefined || !summary.evaluatedAt) return undefined;
    const now = Date.parse(summary.evaluatedAt);
    const window = windowLength(objective.window);
    const steps = await this.buckets.steps(knex, measurement, {
      from: now - window,
      to: now,
      hours: window >= DAY,
    });
    let start = now - window;
    const stretches = steps.map(({ end, bad, total }) => {
      const stretch = { start, end, bad, total };
      start = end;
      return stretch;
    });
    const [fastest] = tiersOf(objective);
    return stillApplies =>
      endOfDemand(
        {
          target: objective.target,
          window: objective.window,
          recent: fastest?.long ?? window,
          stretches,
          measured: budget.measured,
          now,
        },
        stillApplies,
      );
  }
}

/** Where the window began by what it is summed from: a long one by whole hours or days. */
function beginOf(objective: Objective, at: number): number {
  const { window } = objective;
  if (window.kind === 'calendar') return periodAt(window, at - 1).start;
  const length = windowLength(window);
  const level = resolutionsOf(length, stepOf(length), tiersOf(objective)).find(
    ({ step, reach }) => length <= Math.ceil(reach / step) * step,
  );
  const step = level?.step ?? 1;
  return Math.floor((at - length) / step) * step;
}
