import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { CmdbGraph } from '@countersign/plugin-cmdb-common';
import { openDatabase } from '@countersign/plugin-governance-node';
import { Knex } from 'knex';
import {
  benchEstate,
  size as estate,
} from '../../../plugins/change-management-backend/bench/estate';
import { openLedger } from '../../../plugins/chaos-drills-backend/bench/stage';
import { DrillStore } from '../../../plugins/chaos-drills-backend/src/database/DrillStore';
import { JournalStore } from '../../../plugins/chaos-drills-backend/src/database/JournalStore';
import { ServiceStore } from '../../../plugins/chaos-drills-backend/src/database/ServiceStore';
import { otherOperations as drillOperations } from '../../../plugins/chaos-drills-backend/src/openapi/otherOperations';
import { DashboardReader as DrillFigures } from '../../../plugins/chaos-drills-backend/src/plan/DashboardReader';
import { PlanReader } from '../../../plugins/chaos-drills-backend/src/plan/PlanReader';
import { DashboardReader as EvidenceFigures } from '../../../plugins/compliance-evidence-backend/src/assurance/DashboardReader';
import { ScoreKeeper } from '../../../plugins/compliance-evidence-backend/src/assurance/ScoreKeeper';
import { AnswerStore } from '../../../plugins/compliance-evidence-backend/src/database/AnswerStore';
import { AttestationStore } from '../../../plugins/compliance-evidence-backend/src/database/AttestationStore';
import { FindingStore } from '../../../plugins/compliance-evidence-backend/src/database/FindingStore';
import { RequestStore } from '../../../plugins/compliance-evidence-backend/src/database/RequestStore';
import { assuranceOperations } from '../../../plugins/compliance-evidence-backend/src/openapi/assuranceOperations';
import { routerOf } from './serveApi';

/** What there is of drills and of evidence. */
export interface AssuranceSize {
  drills: number;
  findings: number;
}

const REPORTS = 10;
/** Of each report. */
const QUESTIONS = 8;
const scenarios = ['latency', 'errors', 'outage'];

/** Whoever asks may read everything. */
const access = { demandReading: async () => {} };
const graph = CmdbGraph.from(benchEstate());
const catalog = { graph: async () => graph };

/** Three years of drills of the estate's services, and the route of their tile. */
export async function stageDrills(knex: Knex, total: number, person: string) {
  await openLedger(knex);
  await knex.raw(
    `INSERT INTO drill_experiments (digest, file, content, kept_at)
     VALUES ('sha256:' || repeat('0', 64), 'latency.yaml', '', now())`,
  );
  await knex.raw(
    `INSERT INTO drills (id, seq, number, facts, created_at, updated_at, title, entity, scenario, experiment, state, outcome,
       ended_at, measured, missed, awaits_response, awaits_report)
     SELECT gen_random_uuid(), n, 'DRL' || lpad(n::text, 7, '0'), '{}', at, at, 'A drill',
       'component:default/service-' || lpad((n % :services::bigint)::text, 3, '0'), (:scenarios::text[])[1 + n % 3],
       'sha256:' || repeat('0', 64), 'ended', CASE WHEN n % 7 = 0 THEN 'deviated' ELSE 'passed' END, at, true, n % 9 = 0, false, false
     FROM generate_series(1, :total::bigint) AS n
     CROSS JOIN LATERAL (SELECT now() - (:total - n) * (interval '1095 days' / :total) AS at) AS t`,
    { total, services: estate.items, scenarios },
  );
  await knex.raw('VACUUM ANALYZE');
  const journal = { knex, now: () => new Date() };
  const drills = new DrillStore();
  const shared = { journal, drills, catalog, access };
  const dashboardReader = new DrillFigures({
    ...shared,
    plan: new PlanReader({
      ...shared,
      journals: new JournalStore(),
      services: new ServiceStore(),
      // All of the estate are of it.
      rules: [{ tier: 'tier-4', scenarios, everyDays: 90 }],
    } as unknown as ConstructorParameters<typeof PlanReader>[0]),
  } as unknown as ConstructorParameters<typeof DrillFigures>[0]);
  return routerOf(
    {
      pluginId: 'chaos-drills',
      operations: drillOperations,
      services: { dashboardReader } as never,
    },
    person,
  );
}

/** Findings of ten reports whose every run is of the last three years, and the route of their tile. */
export async function stageEvidence(knex: Knex, total: number, person: string) {
  const database = { getClient: async () => knex };
  await openDatabase(database, {
    pluginId: 'compliance-evidence',
    migrations: resolvePackagePath(
      '@countersign/plugin-compliance-evidence-backend',
      'migrations',
    ),
  });
  const runs = Math.ceil(total / 10);
  const of = { reports: REPORTS, questions: QUESTIONS, total, runs };
  await knex.raw(
    `INSERT INTO findings (id, seq, number, facts, created_at, updated_at, title, fingerprint, report, question, severity, state,
       accepted_until, accepted_by, hands, controls, entity_ref, last_seen_run, last_seen_at)
     SELECT gen_random_uuid(), n, 'FND' || lpad(n::text, 7, '0'), '{}', at, at, 'A finding', n::text,
       'report-' || n % :reports::bigint, 'question-' || n % :questions::bigint,
       (ARRAY['low', 'medium', 'high', 'critical'])[1 + n % 4], state,
       CASE WHEN state = 'accepted' THEN now() + (n % 90 - 30) * interval '1 day' END,
       CASE WHEN state = 'accepted' THEN 'user:default/person-001' END, '{}', '{}',
       'component:default/service-' || lpad((n % 600)::text, 3, '0'), 'RUN' || lpad(n::text, 7, '0'), at
     FROM generate_series(1, :total::bigint) AS n
     CROSS JOIN LATERAL (SELECT now() - (:total - n) * (interval '1095 days' / :total) AS at,
       (ARRAY['open', 'explained', 'accepted', 'remediating', 'closed', 'closed'])[1 + n % 6] AS state) AS t`,
    of,
  );
  await knex.raw(
    `INSERT INTO question_answers (run, report, question, version, rows, sha256, parameters, controls, incomplete, answered_at,
       taken_first, taken_last)
     SELECT 'RUN' || lpad(n::text, 7, '0'), 'report-' || n % :reports::bigint, 'question-' || q, '1', 1, '', '{}', '{}', '{}', at, at, at
     FROM generate_series(1, :runs::bigint) AS n CROSS JOIN generate_series(0, :questions::bigint - 1) AS q
     CROSS JOIN LATERAL (SELECT now() - (:runs - n) * (interval '1095 days' / :runs) AS at) AS t`,
    of,
  );
  await knex.raw(
    `INSERT INTO control_scores (run, at, possible, earned)
     SELECT 'RUN' || lpad(n::text, 7, '0'), now() - (:runs - n) * (interval '1095 days' / :runs), 100, n % 100
     FROM generate_series(1, :runs::bigint) AS n`,
    of,
  );
  await knex.raw('VACUUM ANALYZE');
  const definitions = Array.from({ length: REPORTS }, (_, report) => ({
    metadata: { name: `report-${report}` },
    spec: {
      timeZone: 'UTC',
      questions: Array.from({ length: QUESTIONS }, (__, question) => ({
        name: `question-${question}`,
        title: 'A question',
        severity: 'high',
        controls: [{ framework: 'SOX', id: `ITGC-${question}` }],
        answers: 'violations',
      })),
    },
  }));
  const findings = new FindingStore();
  const answers = new AnswerStore();
  const dashboard = new EvidenceFigures({
    ...{ journal: { knex, now: () => new Date() }, access, catalog },
    ...{ findings, answers, requests: new RequestStore() },
    attestations: new AttestationStore(),
    scores: new ScoreKeeper({
      ...{ findings, answers },
      runs: { definitions: async () => definitions },
    } as unknown as ConstructorParameters<typeof ScoreKeeper>[0]),
  } as unknown as ConstructorParameters<typeof EvidenceFigures>[0]);
  return routerOf(
    {
      pluginId: 'compliance-evidence',
      operations: assuranceOperations,
      services: { dashboard } as never,
    },
    person,
  );
}
