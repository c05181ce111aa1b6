import {
  metricsQuerySchema,
  metricsReport,
  MetricsReport,
  RiskBandOutcome,
} from '@countersign/plugin-change-management-common';
import { wrongField } from '@countersign/plugin-governance-common';
import { Caller } from '@countersign/plugin-governance-node';
import { DateTime } from 'luxon';
import { z } from 'zod';
import { Authorizer } from '../access/Authorizer';
import { Stores } from '../database/stores';
import { Settings } from '../settings';
import { Journal } from './Journal';
import { RiskAssessor } from './RiskAssessor';

const DEFAULT_DAYS = 90;

/** The figures of change management. */
export class MetricsService {
  readonly #store: Stores['metrics'];
  readonly #journal: Journal;
  readonly #authorizer: Authorizer;
  readonly #risk: RiskAssessor;
  readonly #settings: Pick<Settings, 'demo'>;

  constructor(options: {
    stores: Stores;
    journal: Journal;
    authorizer: Authorizer;
    risk: RiskAssessor;
    settings: Pick<Settings, 'demo'>;
  }) {
    this.#store = options.stores.metrics;
    this.#journal = options.journal;
    this.#authorizer = options.authorizer;
    this.#risk = options.risk;
    this.#settings = options.settings;
  }

  /** The last 90 days unless the query says otherwise. */
  async report(
    caller: Caller,
    query: z.output<typeof metricsQuerySchema>,
  ): Promise<MetricsReport> {
    const to = query.to ?? this.#journal.now().toISOString();
    const from =
      query.from ??
      DateTime.fromISO(to, { zone: 'utc' })
        .minus({ days: DEFAULT_DAYS })
        .toISO()!;
    if (from >= to) throw wrongField('to', 'must be after from');
    const rights = await this.#authorizer.rights(caller);
    const includeDemo = this.#settings.demo;
    const measured = await this.#store.measured(
      this.#journal.knex,
      { ...query, from, to, includeDemo },
      rights.demandReading(),
    );
    return metricsReport(measured, { from, to }, { includeDemo });
  }

  async bands(): Promise<{ items: RiskBandOutcome[] }> {
    return { items: await this.#risk.bands(this.#journal.knex) };
  }
}
