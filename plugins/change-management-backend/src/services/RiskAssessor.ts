import { LoggerService } from '@backstage/backend-plugin-api';
import {
  assessRisk,
  bandOutcome,
  Change,
  NearFreeze,
  PlanOutline,
  RiskAssessment,
  RiskBandOutcome,
  riskItemOf,
  riskLevels,
} from '@countersign/plugin-change-management-common';
import { CmdbGraph, ConfigurationItem } from '@countersign/plugin-cmdb-common';
import { Knex } from 'knex';
import { Stores } from '../database/stores';
import { RiskSources } from '../risk/RiskSources';
import { Settings } from '../settings';

/** What is assessed: a change, or a draft of one. */
export interface RiskSubject {
  change: Pick<
    Change,
    | 'title'
    | 'type'
    | 'category'
    | 'environment'
    | 'window'
    | 'team'
    | 'testPlan'
    | 'backoutPlan'
  > & { number?: string };
  items: ConfigurationItem[];
  plan?: PlanOutline;
  freezes: NearFreeze[];
}

/** Brings together what the risk model looks at: the catalog, the plan, history, the calendar, other plugins. */
export class RiskAssessor {
  readonly #outcomes: Stores['outcomes'];
  readonly #sources: RiskSources;
  readonly #settings: Pick<Settings, 'timeZone'>;
  readonly #logger: LoggerService;

  constructor(options: {
    stores: Stores;
    sources: RiskSources;
    settings: Pick<Settings, 'timeZone'>;
    logger: LoggerService;
  }) {
    this.#outcomes = options.stores.outcomes;
    this.#sources = options.sources;
    this.#settings = options.settings;
    this.#logger = options.logger;
  }

  async assess(
    db: Knex,
    subject: RiskSubject,
    graph: CmdbGraph,
    now: Date,
  ): Promise<RiskAssessment> {
    const [assessment] = await this.assessAll(db, [subject], graph, now);
    return assessment;
  }

  /** The same for several at once, in as many round trips as for one. */
  async assessAll(
    db: Knex,
    subjects: readonly RiskSubject[],
    graph: CmdbGraph,
    now: Date,
  ): Promise<RiskAssessment[]> {
    const opinions = await Promise.all(
      subjects.map(({ change, items }) => {
        const { number, title, type, category } = change;
        const { environment, window, team } = change;
        return this.#sources.ask(
          {
            number,
            change: { title, type, category, environment, window, team },
            items,
            now: now.toISOString(),
          },
          this.#logger,
        );
      }),
    );
    const histories = await this.#histories(db, subjects);
    return subjects.map(({ change, items, plan, freezes }, i) =>
      assessRisk(
        {
          change,
          items: items.map(item => riskItemOf(graph, item)),
          plan,
          history: histories[i],
          schedule: { freezes },
          now: now.toISOString(),
          timeZone: this.#settings.timeZone,
        },
        opinions[i],
      ),
    );
  }

  /** What really became of closed changes, by band. */
  async bands(db: Knex): Promise<RiskBandOutcome[]> {
    const counts = await this.#outcomes.of(
      db,
      riskLevels.map(key => ({ scope: 'level', key })),
    );
    return riskLevels.map((level, i) => bandOutcome(level, counts[i]));
  }

  async #histories(db: Knex, subjects: readonly RiskSubject[]) {
    const [base, ...counts] = await this.#outcomes.of(db, [
      { scope: 'all', key: '' },
      ...subjects.flatMap(({ change, items }) => [
        // No team is called nothing.
        { scope: 'team' as const, key: change.team ?? '' },
        ...items.map(item => ({ scope: 'item' as const, key: item.entityRef })),
      ]),
    ]);
    return subjects.map(({ items }) => {
      const [team, ...ofItems] = counts.splice(0, 1 + items.length);
      return { items: ofItems, team, base };
    });
  }
}
