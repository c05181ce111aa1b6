import { ChangeManagementClient } from '@countersign/plugin-change-management-common';
import { AreaPages } from '@countersign/plugin-governance-node';
import { Knex } from 'knex';
import { trustingAuthorizer } from '../../../plugins/change-management-backend/src/access/Authorizer';
import { benchServices as benchChanges } from '../../../plugins/change-management-backend/bench/benchServices';
import { operations as changeOperations } from '../../../plugins/change-management-backend/src/operations';
import { areaServices } from '../../../plugins/incident-management-backend/bench/areaServices';
import { openLog } from '../../../plugins/incident-management-backend/bench/stage';
import { loadYears } from '../../../plugins/incident-management-backend/bench/years';
import { operations as incidentOperations } from '../../../plugins/incident-management-backend/src/openapi/operations';
import { benchServices as benchObjectives } from '../../../plugins/service-levels-backend/bench/benchServices';
import { definitions } from '../../../plugins/service-levels-backend/bench/estate';
import { ageByAMonth } from '../../../plugins/service-levels-backend/bench/month';
import { operations as objectiveOperations } from '../../../plugins/service-levels-backend/src/openapi/operations';
import { AssuranceSize, stageDrills, stageEvidence } from './assuranceStage';
import { routerOf, serveApis } from './serveApi';

/** How much there is of what. */
export interface DashboardSize extends AssuranceSize {
  changes: number;
  planned: number;
  /** Reported of the changes that are closed. */
  deployments: number;
  incidents: number;
  objectives: number;
  /** Over and done with, in the time that the changes have. */
  alerts: number;
}

/** A database for each area, as in a portal. */
export type Databases = Record<
  | 'change-management'
  | 'incident-management'
  | 'service-levels'
  | 'compliance-evidence'
  | 'chaos-drills',
  Knex
>;

/** Who asks may read everything. */
const person = 'user:default/person-50';

/** Fills the databases, and serves the areas over them from one process. */
export async function stageDashboard(knex: Databases, size: DashboardSize) {
  const changes = await benchChanges(knex['change-management'], {
    total: size.changes,
    planned: size.planned,
    approved: 0,
  });
  await loadDeployments(knex['change-management'], size.deployments);
  process.stderr.write('changes are there\n');
  const pages = new AreaPages({ path: '/changes', baseUrl: 'https://portal' });
  const changeRouter = routerOf(
    {
      pluginId: 'change-management',
      operations: changeOperations,
      services: {
        ...changes.services,
        authorizer: trustingAuthorizer,
        pages,
        // The dashboard asks for no imported record.
        imports: undefined as never,
      },
    },
    person,
  );
  // The tile of deliveries asks change management, as it does in a portal.
  const inner = await serveApis({ 'change-management': changeRouter });

  const incidentLog = await openLog(knex['incident-management']);
  await loadYears(knex['incident-management'], size.incidents);
  process.stderr.write('incidents are there\n');
  const incidents = areaServices({
    knex: knex['incident-management'],
    ledger: incidentLog,
    changes: new ChangeManagementClient({
      baseUrl: async () => `${inner.baseUrl}/change-management`,
      fetch,
    }),
  });

  const now = () => Math.floor(Date.now() / 60_000) * 60_000;
  let clock = now();
  const start = await benchObjectives(knex['service-levels'], {
    items: definitions(size.objectives),
    clock: () => clock,
  });
  const first = start();
  await first.prepare();
  await first.definitions.refresh();
  for (let i = 0; i < 2; i++) {
    clock += 60_000;
    await first.engine.tick();
  }
  await ageByAMonth(knex['service-levels'], clock);
  const objectives = start();
  clock += 60_000;
  await objectives.engine.tick();
  await loadAlerts(knex['service-levels'], size.alerts);
  process.stderr.write('objectives are there\n');

  const served = await serveApis({
    'change-management': changeRouter,
    'incident-management': routerOf(
      {
        pluginId: 'incident-management',
        operations: incidentOperations,
        services: incidents,
      },
      person,
    ),
    'service-levels': routerOf(
      {
        pluginId: 'service-levels',
        operations: objectiveOperations,
        services: objectives,
      },
      person,
    ),
    'compliance-evidence': await stageEvidence(
      knex['compliance-evidence'],
      size.findings,
      person,
    ),
    'chaos-drills': await stageDrills(
      knex['chaos-drills'],
      size.drills,
      person,
    ),
  });
  return {
    get: served.get,
    async stop() {
      await served.stop();
      await inner.stop();
    },
  };
}

/** One deployment of every so many closed changes, within its window. */
async function loadDeployments(knex: Knex, total: number): Promise<void> {
  await knex.raw('ALTER TABLE deployments DISABLE TRIGGER USER');
  await knex.raw(
    `INSERT INTO deployments (id, external_id, reported_by, report_hash, change_id, change_number, environment, items, outcome,
       committed_at, started_at, finished_at, reported_at, verdict, reasons, covers)
     SELECT gen_random_uuid(), 'run-' || number, 'external:ci', '', id, number, environment, items,
       CASE WHEN seq % 20 = 0 THEN 'failed' ELSE 'succeeded' END, window_start - interval '2 hours', window_start,
       window_start + interval '5 minutes', window_start + interval '6 minutes', 'authorised', '[]', true
     FROM (SELECT * FROM changes WHERE state = 'closed' ORDER BY md5(number) LIMIT ?) AS c
     ORDER BY window_start`,
    [total],
  );
  await knex.raw('ALTER TABLE deployments ENABLE TRIGGER USER');
  await knex.raw('VACUUM ANALYZE deployments');
}

/** Alerts of three years that are over, evenly over the objectives. */
async function loadAlerts(knex: Knex, total: number): Promise<void> {
  await knex.raw(
    `INSERT INTO alerts (objective, kind, state, severity, window_ms, pending_since, fired_at, resolved_at)
     SELECT o.id, 'burn', 'resolved', 'page', 3600000, at, at, at + interval '20 minutes'
     FROM generate_series(1, :total::bigint) AS n
     CROSS JOIN LATERAL (SELECT now() - (:total - n) * (interval '1095 days' / :total) - interval '1 hour' AS at) AS t
     JOIN (SELECT id, row_number() OVER () - 1 AS place, count(*) OVER () AS all_of FROM objectives) AS o
       ON o.place = n * 7919 % o.all_of`,
    { total },
  );
  await knex.raw('VACUUM ANALYZE');
}
