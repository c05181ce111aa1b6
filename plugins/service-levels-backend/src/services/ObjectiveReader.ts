import { NotFoundError } from '@backstage/errors';
import { wrongField } from '@countersign/plugin-governance-common';
import {
  CompositeOf,
  ListObjectivesQuery,
  Meter,
  ObjectiveDetail,
  ObjectiveHistory,
} from '@countersign/plugin-service-levels-common';
import { ServiceLevelSource } from '@countersign/plugin-service-levels-node';
import { Knex } from 'knex';
import { AlertListStore } from '../database/AlertListStore';
import { BucketStore } from '../database/BucketStore';
import {
  ObjectiveListStore,
  ObjectiveRecord,
} from '../database/ObjectiveListStore';
import { ObjectiveStore } from '../database/ObjectiveStore';
import { ProblemStore } from '../database/ProblemStore';
import { RecordedStore } from '../database/RecordedStore';
import { SourceStore } from '../database/SourceStore';
import { alertingOf } from './alerting';
import { Ceilings } from './Ceilings';
import { Corrections } from '../corrections/Corrections';
import { measuringProblems } from './measuringProblems';
import { countedGroups } from './objectiveGroups';
import { trendRanges, withTrend } from './trends';

/** What one picture of a history shows at most. */
const MOST_POINTS = 1_500;
const LONGEST_HISTORY_MS = 5 * 366 * 86_400_000;
const ALERTS_SHOWN = 20;

/** Reads objectives. */
export class ObjectiveReader {
  constructor(
    private readonly options: {
      knex: Knex;
      list: ObjectiveListStore;
      recorded: RecordedStore;
      objectives: ObjectiveStore;
      buckets: BucketStore;
      alerts: AlertListStore;
      problems: ProblemStore;
      sources: SourceStore;
      measuredBy: ReadonlyMap<string, ServiceLevelSource>;
      corrections: Corrections;
      ceilings: Ceilings;
      now(): Date;
    },
  ) {}

  async objectives(query: ListObjectivesQuery) {
    const { knex, list, recorded } = this.options;
    const { items, groups, nextCursor } = await list.list(knex, query);
    const trends = await recorded.trends(knex, items.flatMap(trendRanges));
    return {
      items: items.map(each => withTrend(each, trends.get(each.measurement))),
      ...(nextCursor && { nextCursor }),
      ...countedGroups(groups, query),
    };
  }

  async objective(id: string): Promise<ObjectiveDetail> {
    const record = await this.#find(id);
    const { summary, objective, standing, since } = record;
    const { knex, alerts } = this.options;
    const { items } = await alerts.list(
      knex,
      { objective: id, limit: ALERTS_SHOWN },
      this.options.now(),
    );
    const exhaustedIn = await this.#exhaustedIn(record);
    const corrected =
      standing &&
      summary.evaluatedAt !== undefined &&
      (await this.options.corrections.figures({
        objective,
        standing,
        measurement: record.measurement,
        at: Date.parse(summary.evaluatedAt),
      }));
    const alerting = alertingOf(objective, this.options.measuredBy);
    const ceiling = await this.options.ceilings.of(summary);
    return {
      ...summary,
      ...(standing && {
        counts: { bad: standing.bad, total: standing.total },
      }),
      ...(corrected && { corrected }),
      ...(ceiling && { ceiling }),
      ...(objective.composite && {
        composite: await this.#partsOf(objective.composite),
      }),
      ...(since !== undefined && {
        measuredSince: new Date(since).toISOString(),
      }),
      ...(exhaustedIn !== undefined && { exhaustedIn }),
      ...alerting,
      pairs: alerting.pairs.map((pair, i) => {
        const none = { bad: 0, total: 0 };
        const verdict = record.verdicts[i];
        return {
          ...pair,
          state: verdict?.state ?? 'no-data',
          long: verdict?.long ?? none,
          short: verdict?.short ?? none,
        };
      }),
      ...(objective.runbook !== undefined && { runbook: objective.runbook }),
      definition: {
        digest: record.digest,
        file: record.file,
        line: record.line,
        text: record.text,
      },
      alerts: items,
    };
  }

  async history(
    id: string,
    range: { from: string; to: string },
  ): Promise<ObjectiveHistory> {
    const { measurement } = await this.#find(id);
    const from = Date.parse(range.from);
    const to = Date.parse(range.to);
    if (to - from > LONGEST_HISTORY_MS) {
      throw wrongField('from', 'must be five years before to, at most');
    }
    const { step, points } = await this.options.buckets.series(
      this.options.knex,
      measurement,
      { from, to, most: MOST_POINTS },
    );
    return {
      step,
      points: points.map(({ end, bad, total }) => ({
        end: new Date(end).toISOString(),
        bad,
        total,
      })),
    };
  }

  async problems() {
    const { knex, problems, list } = this.options;
    const [kept, measured] = await Promise.all([
      problems.list(knex),
      list.troubled(knex),
    ]);
    return { items: [...kept, ...measured.flatMap(measuringProblems)] };
  }

  async sources() {
    const items = await this.options.sources.list(this.options.knex);
    return {
      items: items.map(({ heardAt, trouble, ...source }) => ({
        ...source,
        ...(heardAt && { heardAt: heardAt.toISOString() }),
        ...(trouble && { trouble }),
      })),
    };
  }

  async #partsOf({ kind, parts }: CompositeOf) {
    const { knex, list } = this.options;
    const ids = parts.map(({ objective }) => objective);
    const standing = await list.named(knex, ids);
    return {
      kind,
      parts: parts.map(({ objective: id, weight }) => {
        const objective = standing.get(id);
        return { id, weight, ...(objective && { objective }) };
      }),
    };
  }

  async #find(id: string): Promise<ObjectiveRecord> {
    const record = await this.options.list.find(this.options.knex, id);
    if (!record) throw new NotFoundError(`There is no objective ${id}`);
    return record;
  }

  async #exhaustedIn({ summary, measurement }: ObjectiveRecord) {
    if (summary.budgetLeft === undefined) return undefined;
    const { knex, objectives, buckets } = this.options;
    const [loaded] = await objectives.load(knex, [summary.id]);
    if (!loaded) return undefined;
    const history = await buckets.history(knex, [measurement], {
      to: loaded.meter.closedTo,
      fineReach: loaded.fineReach,
    });
    const meter = new Meter(
      loaded.objective,
      loaded.meter,
      history.get(measurement),
    );
    return meter.exhaustedIn();
  }
}
