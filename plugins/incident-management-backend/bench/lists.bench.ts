/**
 * How soon the lists, the card of an entity and the figures are there with many incidents and ten times as many alerts, one
 * JSON object a line. Run with
 * `COUNTERSIGN_BENCH_PG=postgresql://… tsx plugins/incident-management-backend/bench/lists.bench.ts [incidents] [list|alerts|…]`; it works
 * in a database of its own on that server and drops it afterwards. Deployments, which change management answers, come from
 * memory here.
 */
import {
  Deployment,
  ListDeploymentOutcomesQuery,
  ListDeploymentsQuery,
} from '@countersign/plugin-change-management-common';
import { Knex } from 'knex';
import { areaServices, ChangesOfBench } from './areaServices';
import { serve } from './overHttp';
import { questions } from './questions';
import { inOwnDatabase, openLog, percentile, reporter } from './stage';
import { DAYS, estate, loadYears, personRef, serviceRef } from './years';

const [size = '100000', only] = process.argv.slice(2);
const incidents = Number(size);
const DEPLOYMENTS = 2_000;
const EACH = 200;
const WARM_UP = 10;

const report = reporter('lists');

/** So many deployments in the time of the incidents, each of a change of its own. */
function deployments(): Deployment[] {
  return Array.from({ length: DEPLOYMENTS }, (_, i) => {
    const began = Date.now() - (i * DAYS * 86_400_000) / DEPLOYMENTS;
    return {
      id: `deployment-${i}`,
      externalId: `run-${i}`,
      changeNumber: `CHG${String(i * 7).padStart(7, '0')}`,
      environment: 'production',
      items: [serviceRef(i % estate.services)],
      outcome: i % 20 === 0 ? 'failed' : 'succeeded',
      startedAt: new Date(began).toISOString(),
      finishedAt: new Date(began + 300_000).toISOString(),
      committedAt: new Date(began - 7_200_000).toISOString(),
      reportedBy: 'external:ci',
      reportedAt: new Date(began + 300_000).toISOString(),
      reconciliation: {
        verdict: 'authorised',
        reasons: [],
        reconciledAt: new Date(began + 300_000).toISOString(),
      },
    };
  });
}

/** As change management answers them. */
function changesOf(deployed: readonly Deployment[]): ChangesOfBench {
  return {
    listChanges: async () => ({
      items: [],
      count: { value: 0, capped: false },
    }),
    listDeploymentOutcomes: async ({
      startedFrom,
      startedTo,
      item,
    }: ListDeploymentOutcomesQuery) => ({
      items: deployed
        .filter(
          ({ startedAt, items }) =>
            startedAt >= startedFrom &&
            startedAt < startedTo &&
            (!Array.isArray(item) || items.some(each => item.includes(each))),
        )
        .map(({ changeNumber: change, ...each }) => ({
          ...{ id: each.id, change, outcome: each.outcome },
          ...{ startedAt: each.startedAt, finishedAt: each.finishedAt },
          ...{ committedAt: each.committedAt, reportedBy: each.reportedBy },
          ...{ items: each.items, isEmergency: false },
        })),
    }),
    listDeployments: async ({
      startedFrom,
      startedTo,
      item,
    }: ListDeploymentsQuery) => ({
      items: deployed.filter(
        ({ startedAt, items }) =>
          startedAt >= startedFrom! &&
          startedAt < startedTo! &&
          (!Array.isArray(item) || items.some(each => item.includes(each))),
      ),
    }),
  };
}

async function run(knex: Knex): Promise<void> {
  const ledger = await openLog(knex);
  const loading = performance.now();
  await loadYears(knex, incidents);
  const seconds = (performance.now() - loading) / 1000;
  report('loaded', seconds, 's', incidents);
  const api = await serve(
    areaServices({ knex, ledger, changes: changesOf(deployments()) }),
    personRef(50),
  );
  try {
    await measure(api);
  } finally {
    await api.stop();
  }
}

async function measure(api: Awaited<ReturnType<typeof serve>>): Promise<void> {
  report(
    'first figures after a start',
    await api.ask(questions.metrics['of 90 days'](0)),
    'ms',
    1,
  );
  for (const [what, asked] of Object.entries(questions)) {
    if (only && what !== only) continue;
    const all: number[] = [];
    for (const [question, pathOf] of Object.entries(asked)) {
      for (let i = 0; i < WARM_UP; i++) await api.ask(pathOf(i));
      const times: number[] = [];
      for (let i = 0; i < EACH; i++) times.push(await api.ask(pathOf(i)));
      report(`${what}: ${question}, p95`, percentile(times, 95), 'ms', EACH);
      all.push(...times);
    }
    report(`${what}, p95`, percentile(all, 95), 'ms', all.length);
  }
}

inOwnDatabase('lists', run).catch(error => {
  console.error(error);
  process.exitCode = 1;
});
