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
import { sideBySide } from '@countersign/plugin-governance-node';
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

/** What others are asked about: the plan and the calendar are looked at afterwards. */
export type RiskQuestion = Pick<RiskSubject, 'change' | 'items'>;

/** What others said of it. */
export interface RiskKnowledge {
  opinions: Parameters<typeof assessRisk>[1];
  history: Parameters<typeof assessRisk>[0]['history'];
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

  /** What is asked of others before several are assessed: opinions and history, in as many round trips as for one. */
  async gather(
    db: Knex,
    subjects: readonly RiskQuestion[],
    now: Date,
  ): Promise<RiskKnowledge[]> {
    const [opinions, histories] = await sideBySide(
      db,
      () => this.#opinions(subjects, now),
      () => this.#histories(db, subjects),
    );
    return subjects.map((_, i) => ({
      opinions: opinions[i],
      history: histories[i],
    }));
  }

  judge(
    { change, items, plan, freezes }: RiskSubject,
    { opinions, history }: RiskKnowledge,
    graph: CmdbGraph,
    now: Date,
  ): RiskAssessment {
    return assessRisk(
      {
        change,
        items: items.map(item => riskItemOf(graph, item)),
        plan,
        history,
        schedule: { freezes },
        now: now.toISOString(),
        timeZone: this.#settings.timeZone,
      },
      opinions,
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

  #opinions(subjects: readonly RiskQuestion[], now: Date) {
    return Promise.all(
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
  }

  async #histories(db: Knex, subjects: readonly RiskQuestion[]) {
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
