import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import {
  assessRisk,
  bandOutcome,
  Change,
  NearFreeze,
  PlanOutline,
  RiskAssessment,
  RiskBandOutcome,
  RiskFactor,
  RiskLevel,
  riskItemOf,
  riskLevels,
} from '@countersign/plugin-change-management-common';
import { RiskFactorSource } from '@countersign/plugin-change-management-node';
import { CmdbGraph, ConfigurationItem } from '@countersign/plugin-cmdb-common';
import { Knex } from 'knex';
import { OutcomeStore } from '../database/OutcomeStore';
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

const SOURCE_TIMEOUT_MS = 3000;

/** Brings together what the risk model looks at: the catalog, the plan, history, the calendar, other plugins. */
export class RiskAssessor {
  readonly #outcomes: OutcomeStore;
  readonly #sources: readonly RiskFactorSource[];
  readonly #settings: Pick<Settings, 'timeZone'>;
  readonly #logger: LoggerService;

  constructor(options: {
    outcomes: OutcomeStore;
    sources: readonly RiskFactorSource[];
    settings: Pick<Settings, 'timeZone'>;
    logger: LoggerService;
  }) {
    this.#outcomes = options.outcomes;
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
    const { change, items, plan, freezes } = subject;
    const extra = await Promise.all(
      this.#sources.map(source => this.#ask(source, subject, now)),
    );
    return assessRisk(
      {
        change,
        items: items.map(item => riskItemOf(graph, item)),
        plan,
        history: await this.#history(db, items, change.team),
        schedule: { freezes },
        now: now.toISOString(),
        timeZone: this.#settings.timeZone,
      },
      extra.flat(),
    );
  }

  /** What really became of closed changes, by band. */
  async bands(db: Knex): Promise<RiskBandOutcome[]> {
    const counts = await this.#outcomes.of(db, 'level', riskLevels);
    return riskLevels.map(level =>
      bandOutcome(level, counts.get(level) ?? { n: 0, failed: 0 }),
    );
  }

  async band(db: Knex, level: RiskLevel): Promise<RiskBandOutcome> {
    const counts = await this.#outcomes.of(db, 'level', [level]);
    return bandOutcome(level, counts.get(level) ?? { n: 0, failed: 0 });
  }

  async #history(db: Knex, items: ConfigurationItem[], team?: string) {
    const refs = items.map(item => item.entityRef);
    const none = { n: 0, failed: 0 };
    const byItem = await this.#outcomes.of(db, 'item', refs);
    const byTeam = await this.#outcomes.of(db, 'team', team ? [team] : []);
    const all = await this.#outcomes.of(db, 'all', ['']);
    return {
      items: refs.map(ref => byItem.get(ref) ?? none),
      team: (team && byTeam.get(team)) || none,
      base: all.get('') ?? none,
    };
  }

  async #ask(
    source: RiskFactorSource,
    { change, items }: RiskSubject,
    now: Date,
  ): Promise<RiskFactor[]> {
    let timer: NodeJS.Timeout | undefined;
    try {
      return await Promise.race([
        source.assess({
          number: change.number,
          change,
          items,
          now: now.toISOString(),
        }),
        new Promise<never>((_, reject) => {
          timer = setTimeout(
            () => reject(new Error('it took too long')),
            SOURCE_TIMEOUT_MS,
          );
        }),
      ]);
    } catch (error) {
      this.#logger.warn(
        `Risk factor source ${source.id} failed: ${stringifyError(error)}`,
      );
      return [
        {
          id: `${source.id}.unavailable`,
          title: `Unknown: ${source.id} could not be asked`,
          value: 1,
          weight: 5,
          points: 5,
          evidence: [
            { text: 'What it would have said is counted as a moderate doubt.' },
          ],
        },
      ];
    } finally {
      clearTimeout(timer);
    }
  }
}
