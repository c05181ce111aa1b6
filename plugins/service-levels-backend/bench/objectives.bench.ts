/**
 * Figures of service levels with 10,000 objectives, one JSON object a line. Run with
 * `COUNTERSIGN_BENCH_PG=postgresql://… tsx plugins/service-levels-backend/bench/objectives.bench.ts [objectives]`; it works in
 * a database of its own on that server and drops it afterwards.
 */
import { generateKeyPairSync, randomBytes } from 'crypto';
import os from 'os';
import { LoggerService } from '@backstage/backend-plugin-api';
import { ConfigReader } from '@backstage/config';
import { CmdbGraph } from '@countersign/plugin-cmdb-common';
import { openDatabase } from '@countersign/plugin-governance-node';
import { createLedgerSigner, Ledger } from '@countersign/plugin-ledger-node';
import { ServiceLevelSource } from '@countersign/plugin-service-levels-node';
import knexFactory, { Knex } from 'knex';
import { serviceLevelDatabase } from '../src/database/serviceLevelDatabase';
import { createServices } from '../src/services/createServices';

const [objectives = 10_000] = process.argv.slice(2).map(Number);
const TICKS = 12;
const MINUTE = 60_000;
const KEPT_ANNOTATION = 'countersign.dev/openslo-';

const silent: LoggerService = {
  error: console.error,
  warn: console.error,
  info: () => {},
  debug: () => {},
  child: () => silent,
};

const slo = (i: number) => `apiVersion: openslo/v1
kind: SLO
metadata: { name: objective-${i} }
spec:
  service: service-${i % 1000}
  budgetingMethod: Occurrences
  timeWindow: [{ duration: 30d, isRolling: true }]
  objectives: [{ target: 0.999 }]
  indicator:
    metadata: { name: objective-${i} }
    spec:
      ratioMetric:
        counter: true
        bad: { metricSource: { metricSourceRef: metrics, spec: { query: 'bad{i="${i}"}' } } }
        total: { metricSource: { metricSourceRef: metrics, spec: { query: 'total{i="${i}"}' } } }
`;

const source = (clock: () => number): ServiceLevelSource => ({
  name: 'metrics',
  interval: MINUTE,
  check: () => undefined,
  read: async (queries, { now }) => ({
    at: now,
    metrics: new Map(
      queries.map(({ key }) => [
        key,
        {
          kind: 'counter' as const,
          series: [
            {
              key,
              samples: [
                { at: now, value: key.includes('bad') ? 0 : clock() / 1000 },
              ],
            },
          ],
        },
      ]),
    ),
  }),
});

function report(metric: string, value: number, unit: string, n: number): void {
  const setup = `${objectives} objectives, ${
    os.cpus()[0].model
  }, PostgreSQL on the same machine`;
  const line = { bench: 'objectives', metric, value, unit, n, setup };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function run(knex: Knex): Promise<void> {
  const database = { getClient: async () => knex };
  await openDatabase(database, serviceLevelDatabase);
  const { privateKey } = generateKeyPairSync('ed25519');
  const signingKey = privateKey.export({ type: 'pkcs8', format: 'pem' });
  const ledger = await Ledger.create({
    database,
    origin: 'bench/service-levels',
    signer: createLedgerSigner(
      new ConfigReader({ ledger: { signingKey: signingKey.toString() } }),
    ),
    logger: silent,
  });
  let now = Date.UTC(2026, 10, 2, 9);
  const definition = (name: string, kind: string, text: string) => ({
    apiVersion: 'openslo/v1',
    kind,
    metadata: {
      name,
      annotations: {
        [`${KEPT_ANNOTATION}text`]: text,
        [`${KEPT_ANNOTATION}file`]: `${name}.yaml`,
        [`${KEPT_ANNOTATION}line`]: '1',
      },
    },
  });
  const items = [
    definition(
      'metrics',
      'DataSource',
      'apiVersion: openslo/v1\nkind: DataSource\nmetadata: { name: metrics }\nspec: { type: openmetrics }\n',
    ),
    ...Array.from({ length: objectives }, (_, i) =>
      definition(`objective-${i}`, 'SLO', slo(i)),
    ),
  ];
  const start = () =>
    createServices({
      knex,
      ledger,
      catalog: { getEntities: async () => ({ items }) },
      auth: { getOwnServiceCredentials: async () => ({}) },
      cmdb: {
        items: async (refs: string[]) => refs.map(ref => ({ ref })),
        graph: async () => CmdbGraph.from([]),
      },
      changes: {},
      permissions: {},
      logger: silent,
      sources: new Map([['metrics', source(() => now)]]),
      clock: () => new Date(now),
    } as unknown as Parameters<typeof createServices>[0]);

  const services = start();
  await services.prepare();
  report(
    'first reading of all definitions',
    await milliseconds(() => services.definitions.refresh()),
    'ms',
    1,
  );
  report(
    'reading definitions of which none has changed',
    await milliseconds(() => services.definitions.refresh()),
    'ms',
    1,
  );
  const tick = async (engine: ReturnType<typeof start>['engine']) => {
    now += MINUTE;
    return milliseconds(() => engine.tick());
  };
  await tick(services.engine);
  const before = process.memoryUsage();
  const cpu = process.cpuUsage();
  const times: number[] = [];
  for (let i = 0; i < TICKS; i++) times.push(await tick(services.engine));
  const { user, system } = process.cpuUsage(cpu);
  times.sort((a, b) => a - b);
  report('evaluated and persisted, median', times[TICKS / 2], 'ms', TICKS);
  report('evaluated and persisted, slowest', times[TICKS - 1], 'ms', TICKS);
  report(
    'CPU of the portal an objective and tick',
    (user + system) / TICKS / objectives,
    'µs',
    TICKS,
  );
  report(
    'array buffers of an objective',
    before.arrayBuffers / objectives / 1024,
    'KB',
    1,
  );
  const restarted = start();
  report(
    'restart to the end of the first evaluation',
    await tick(restarted.engine),
    'ms',
    1,
  );
}

async function main(): Promise<void> {
  const url = process.env.COUNTERSIGN_BENCH_PG;
  if (!url) throw new Error('COUNTERSIGN_BENCH_PG is not set');
  const name = `bench_${randomBytes(6).toString('hex')}`;
  const admin = knexFactory({ client: 'pg', connection: url });
  await admin.raw('CREATE DATABASE ??', [name]);
  const address = new URL(url);
  address.pathname = `/${name}`;
  const knex = knexFactory({ client: 'pg', connection: address.href });
  try {
    await run(knex);
  } finally {
    await knex.destroy();
    await admin.raw('DROP DATABASE ?? WITH (FORCE)', [name]);
    await admin.destroy();
  }
}

main().catch(error => {
  console.error(error);
  process.exitCode = 1;
});
