import {
  BudgetFigures,
  budgetLeftOf,
  CountedStep,
  endOfDemand,
  JudgedSubject,
  noFigureOf,
  pastBudgets,
  standingOf,
  tiersOf,
  windowLength,
} from '@countersign/plugin-service-levels-common';
import { Knex } from 'knex';
import { BucketStore } from '../database/BucketStore';
import { ObjectiveRecord } from '../database/ObjectiveListStore';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const GRAIN = 300_000;

/** How budgets stand, stood, and will stand should nothing else fail. */
export class BudgetReader {
  constructor(private readonly buckets: BucketStore) {}

  /** As it was evaluated last. */
  now({
    summary,
    standing,
    verdicts,
    objective,
  }: ObjectiveRecord): BudgetFigures {
    const { state, measured = 0 } = summary;
    const recent = verdicts[0]?.long;
    const burn =
      recent && !noFigureOf(recent)
        ? standingOf(recent, objective.target)
        : undefined;
    return {
      state,
      ...(standing && { left: budgetLeftOf(standing, measured) }),
      ...(typeof burn === 'object' && { burnRate: burn.burnRate }),
      measured,
    };
  }

  /** As it stood then, by whole steps of five minutes. */
  async past(
    knex: Knex,
    record: ObjectiveRecord,
    at: number,
  ): Promise<BudgetFigures> {
    const end = Math.floor(at / GRAIN) * GRAIN;
    const window = windowLength(record.objective.window);
    const steps = await this.buckets.steps(knex, record.measurement, {
      from: end - window,
      to: end,
      hours: window >= DAY,
    });
    const [found] = pastBudgets(record.objective, steps, {
      since: record.since,
      instants: [end],
    });
    return found.budget;
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
