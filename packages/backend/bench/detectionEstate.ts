import { CmdbGraph } from '@countersign/plugin-cmdb-common';
import {
  Logger,
  readSettings,
  Service,
  ServiceClock,
  startService,
} from '@countersign/customer-engagement-api';
import { AreaPages, openDatabase } from '@countersign/plugin-governance-node';
import { signingKey } from '@countersign/plugin-governance-test-utils';
import { createLedgerSigner, Ledger } from '@countersign/plugin-ledger-node';
import { OpenMetricsSource } from '@countersign/plugin-service-levels-backend-module-openmetrics';
import {
  errorBudgetRulesSchema,
  ObjectiveDetail,
} from '@countersign/plugin-service-levels-common';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { ConfigReader } from '@backstage/config';
import { Knex } from 'knex';
import { silent } from '../../../plugins/chaos-drills-backend/bench/stage';
import { serviceLevelDatabase } from '../../../plugins/service-levels-backend/src/database/serviceLevelDatabase';
import { createServices } from '../../../plugins/service-levels-backend/src/services/createServices';

const START = Date.UTC(2026, 10, 2, 9);
const SCRAPE_SECONDS = 15;
const token = 'a-token-of-the-benchmark';

/** A demo service and its one objective. */
export interface DrilledService {
  kind: 'latency' | 'error' | 'bad-release';
  window: string;
  objective: string;
  url: string;
  token: string;
}

const slow = {
  word: 'good',
  part: 'http_request_duration_seconds_bucket{route=~"/api/.*",le="0.3"}',
  total: 'http_request_duration_seconds_count{route=~"/api/.*"}',
};
const failing = {
  word: 'bad',
  part: 'http_requests_total{route=~"/api/.*",code=~"5.."}',
  total: 'http_requests_total{route=~"/api/.*"}',
};

/** So many demo services with an objective each, the engine that judges them, and one time for all of them. */
export class DetectionEstate {
  now = START;
  readonly #services: Service[] = [];
  readonly #drilled: DrilledService[] = [];
  #levels: ReturnType<typeof createServices> | undefined;

  constructor(
    private readonly options: {
      knex: Knex;
      demoUrl: string;
      perSecond: number;
    },
  ) {}

  async start(
    wanted: Pick<DrilledService, 'kind' | 'window'>[],
  ): Promise<DrilledService[]> {
    for (const [i, each] of wanted.entries()) {
      const service = await this.#startDemo();
      this.#services.push(service);
      this.#drilled.push({
        ...{ ...each, token, url: service.url },
        objective: `objective-${i}`,
      });
      // The first makes the tables.
      if (i === 0) await ask(service.url, 1);
    }
    await this.#startEngine();
    return this.#drilled;
  }

  /** Lets so many seconds pass, with steady traffic, and has the engine look when it is due. */
  async pass(seconds: number): Promise<void> {
    for (let second = 0; second < seconds; second++) {
      await Promise.all(
        this.#drilled.map(({ url }) => ask(url, this.options.perSecond)),
      );
      this.now += 1000;
      if (((this.now - START) / 1000) % SCRAPE_SECONDS === 0) {
        await this.#levels!.engine.tick();
      }
    }
  }

  objective(id: string): Promise<ObjectiveDetail> {
    return this.#levels!.reader.objective(id);
  }

  async alerts(
    objective: string,
  ): Promise<{ number: string; objective: string; firedAt: string }[]> {
    const found = await this.options.knex('alerts').where({ objective });
    return found.flatMap(({ number, fired_at: at }) =>
      at ? { number, objective, firedAt: new Date(at).toISOString() } : [],
    );
  }

  async stop(): Promise<void> {
    await Promise.all(this.#services.map(service => service.stop()));
  }

  #startDemo(): Promise<Service> {
    const { hostname, port, username, password, pathname } = new URL(
      this.options.demoUrl,
    );
    let seconds = 0;
    // Requests take no time at all unless a fault delays them, however slow the machine is.
    const clock: ServiceClock = {
      seconds: () => seconds,
      async sleep(ms) {
        seconds += ms / 1000;
      },
    };
    return startService(
      readSettings({
        ...{ PORT: '0', HOST: '127.0.0.1', FAULTS: 'on', FAULTS_TOKEN: token },
        ...{ PGHOST: hostname, PGPORT: port, PGDATABASE: pathname.slice(1) },
        PGUSER: decodeURIComponent(username),
        PGPASSWORD: decodeURIComponent(password),
      }),
      {
        ...{ logger: new Logger(() => {}), clock },
        faults: { clock: () => this.now, steady: () => this.now - START },
      },
    );
  }

  async #startEngine(): Promise<void> {
    const { knex } = this.options;
    const database = { getClient: async () => knex };
    await openDatabase(database, serviceLevelDatabase);
    const ledger = await Ledger.create({
      ...{ database, logger: silent, origin: 'bench/service-levels' },
      signer: createLedgerSigner(new ConfigReader({ ledger: { signingKey } })),
    });
    const sources = this.#drilled.map(
      ({ objective, url }) =>
        new OpenMetricsSource({
          ...{ name: objective, url: `${url}/metrics`, headers: {} },
          interval: SCRAPE_SECONDS * 1000,
          ...{ timeoutMs: 10_000, maxBytes: 1_000_000 },
        }),
    );
    this.#levels = createServices({
      knex,
      ledger,
      catalog: {
        getEntities: async () => ({
          items: this.#drilled.flatMap(definitionsOf),
        }),
      },
      auth: { getOwnServiceCredentials: async () => ({}) },
      cmdb: {
        items: async (refs: string[]) => refs.map(ref => ({ ref })),
        graph: async () => CmdbGraph.from([]),
      },
      changes: {},
      permissions: {
        authorize: async (requests: unknown[]) =>
          requests.map(() => ({ result: AuthorizeResult.ALLOW })),
      },
      logger: silent,
      sources: new Map(sources.map(source => [source.name, source])),
      settings: {
        errorBudget: errorBudgetRulesSchema.parse({}),
        environments: ['production'],
        pages: new AreaPages({
          path: '/slos',
          baseUrl: 'https://portal.example',
        }),
        webhooks: [],
      },
      onMessages: () => {},
      clock: () => new Date(this.now),
    } as unknown as Parameters<typeof createServices>[0]);
    await this.#levels.prepare();
    await this.#levels.definitions.refresh();
    await this.#levels.engine.tick();
  }
}

/** One after the other: a slow one would make those beside it slow too. */
async function ask(url: string, times: number): Promise<void> {
  for (let i = 0; i < times; i++) {
    const response = await fetch(`${url}/api/users/${1 + (i % 42)}`);
    await response.arrayBuffer();
  }
}

function definitionsOf({ objective, kind, window }: DrilledService) {
  const { word, part, total } = kind === 'latency' ? slow : failing;
  const metric = (query: string) =>
    `{ metricSource: { metricSourceRef: ${objective}, spec: { query: '${query}' } } }`;
  return [
    definition(
      objective,
      'DataSource',
      `apiVersion: openslo/v1\nkind: DataSource\nmetadata: { name: ${objective} }\nspec: { type: openmetrics }\n`,
    ),
    definition(
      objective,
      'SLO',
      `apiVersion: openslo/v1
kind: SLO
metadata: { name: ${objective} }
spec:
  service: ${objective}
  budgetingMethod: Occurrences
  timeWindow: [{ duration: ${window}, isRolling: true }]
  objectives: [{ target: ${window === '1h' ? 0.95 : 0.99} }]
  indicator:
    metadata: { name: ${objective} }
    spec:
      ratioMetric:
        counter: true
        ${word}: ${metric(part)}
        total: ${metric(total)}
`,
    ),
  ];
}

function definition(name: string, kind: string, text: string) {
  return {
    apiVersion: 'openslo/v1',
    kind,
    metadata: {
      name,
      annotations: {
        'countersign.dev/openslo-text': text,
        'countersign.dev/openslo-file': `${name}-${kind}.yaml`,
        'countersign.dev/openslo-line': '1',
      },
    },
  };
}
