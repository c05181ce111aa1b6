import { foldIncident } from '@countersign/plugin-incident-management-common';
import { Knex } from 'knex';

/** How much there is of what. */
export const estate = {
  services: 600,
  teams: 40,
  /** Conditions that alerts of a service are about. */
  conditions: 30,
  integrations: 5,
};

export const serviceRef = (n: number) => `component:default/service-${n}`;
export const teamRef = (n: number) => `group:default/team-${n}`;
export const personRef = (n: number) => `user:default/person-${n}`;

/** All of it happened within so many days. */
export const DAYS = 3 * 365;
const PER_INCIDENT = 10;

/**
 * Fills the tables as three years of use would: ten alerts an incident, half as many runs again that led to none, and of
 * everything the newest still open or firing. As autovacuum leaves a database in use, with statistics and a visibility map.
 */
export async function loadYears(knex: Knex, incidents: number): Promise<void> {
  await knex.transaction(async trx => {
    // The same as the services write it, faster than by their triggers.
    await trx.raw('ALTER TABLE incidents DISABLE TRIGGER USER');
    await loadIncidents(trx, incidents);
    await trx.raw(`SELECT setval('incident_numbers', ?)`, [incidents]);
    await trx.raw(
      'ALTER TABLE incidents ENABLE ALWAYS TRIGGER incidents_stand',
    );
    await loadGroups(trx);
    await loadRuns(trx, incidents);
    await loadAlerts(trx, incidents * PER_INCIDENT);
  });
  await knex.raw('VACUUM ANALYZE');
  await knex.raw('CHECKPOINT');
}

/** What an incident says that is the same in each. */
function template(): string {
  const facts = foldIncident([
    {
      id: '0199c0de-0000-7000-8000-000000000001',
      type: 'incident.opened',
      subject: 'INC0000001',
      actor: 'plugin:incident-management',
      occurredAt: '2026-11-26T10:00:00.000Z',
      data: {
        rules: 1,
        title: 'Service answers slowly',
        description: 'Requests take longer than they may. '.repeat(8),
        entities: [serviceRef(1)],
        team: teamRef(1),
        source: 'alert',
        impact: 'high',
        urgency: 'medium',
        started: '2026-11-26T09:55:00.000Z',
        detected: '2026-11-26T09:58:00.000Z',
        triage: false,
        drill: false,
        alerts: [],
        firing: 0,
      },
    },
  ]);
  return JSON.stringify(facts);
}

async function loadIncidents(trx: Knex, total: number): Promise<void> {
  const iso = (at: string) =>
    `to_char(${at} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
  await trx.raw(
    `INSERT INTO incidents (id, seq, number, facts, title, state, priority, team, entities, reporter, commander,
       responders, major, drill, private_to, started_at, detected_at, acknowledged_at, mitigated_at, restored_at,
       resolved_at, next_update_at, created_at, updated_at)
     SELECT gen_random_uuid(), n, number, :template::jsonb || jsonb_strip_nulls(jsonb_build_object(
         'number', number, 'title', title, 'entities', entities, 'team', team, 'state', state, 'source', source,
         'worstPriority', priority, 'drill', drill, 'privateTo', private_to, 'firstAlertAt', ${iso(
           'detected',
         )},
         'roles', CASE WHEN state <> 'new' THEN jsonb_build_object('commander', person) ELSE '{}'::jsonb END,
         'causes', CASE WHEN n % 7 = 0 THEN jsonb_build_array(jsonb_build_object('change', jsonb_build_object('number',
           'CHG' || lpad((n / 7)::text, 7, '0')), 'rank', 1 + n % 4, 'reason', 'Its rollback helped.', 'by', person,
           'at', ${iso('acknowledged')})) ELSE '[]'::jsonb END,
         'times', jsonb_build_object('started', ${iso(
           'started',
         )}, 'detected', ${iso(
      'detected',
    )}, 'acknowledged', CASE WHEN taken THEN ${iso(
      'acknowledged',
    )} END, 'mitigated', CASE WHEN over THEN ${iso(
      'mitigated',
    )} END, 'restored', CASE WHEN over THEN ${iso(
      'restored',
    )} END, 'resolved', CASE WHEN over THEN ${iso('resolved')} END))),
       title, state, priority, ARRAY[team], entities, CASE source WHEN 'alert' THEN 'plugin:incident-management' ELSE person END,
       CASE WHEN state <> 'new' THEN person END, CASE WHEN state <> 'new' THEN ARRAY[person] ELSE '{}'::text[] END,
       CASE WHEN priority = 1 THEN 'accepted' ELSE 'none' END, drill, private_to, started, detected,
       CASE WHEN taken THEN acknowledged END, CASE WHEN over THEN mitigated END, CASE WHEN over THEN restored END,
       CASE WHEN over THEN resolved END, CASE WHEN state = 'in-progress' THEN now() + (n % 60 - 20) * interval '1 minute' END,
       detected, CASE WHEN over THEN resolved ELSE detected END
     FROM (
       SELECT *, state IN ('resolved', 'closed') AS over, state NOT IN ('new', 'canceled') AND n % 10 > 0 OR state IN ('in-progress') AS taken,
         acknowledged + (60 + n * 31 % 7000) * interval '1 second' AS mitigated,
         acknowledged + (7060 + n * 37 % 9000) * interval '1 second' AS restored,
         acknowledged + (16060 + n * 41 % 90000) * interval '1 second' AS resolved
       FROM (
         SELECT n, 'INC' || lpad(n::text, 7, '0') AS number,
           (ARRAY['Latency', 'Errors', 'Queue', 'Disk', 'Memory', 'Certificate'])[1 + n % 6] || ' of service ' || item || ' in zone ' || n % 90 AS title,
           ARRAY['component:default/service-' || item] || CASE WHEN n % 3 = 0 THEN ARRAY['component:default/service-' || (item + 7) % :services] ELSE '{}'::text[] END AS entities,
           'group:default/team-' || item % :teams AS team, 'user:default/person-' || n * 7 % 400 AS person,
           CASE WHEN n > :total * 0.995 THEN (ARRAY['new', 'in-progress', 'in-progress', 'on-hold'])[1 + n % 4]
             WHEN n > :total * 0.99 THEN 'resolved' WHEN n % 33 = 0 THEN 'canceled' ELSE 'closed' END AS state,
           CASE WHEN n % 4 = 0 THEN 'person' ELSE 'alert' END AS source,
           1 + (CASE WHEN n % 100 = 0 THEN 0 WHEN n % 10 < 3 THEN 1 WHEN n % 10 < 7 THEN 2 ELSE 3 END) AS priority,
           n % 50 = 0 AS drill, CASE WHEN n % 97 = 0 THEN 'group:default/security' END AS private_to,
           started, started + (n * 13 % 900) * interval '1 second' AS detected,
           started + (900 + n * 17 % 2400) * interval '1 second' AS acknowledged
         FROM (
           SELECT n, floor(:services * power((n * 48271 % 2147483647) / 2147483647.0, 2))::bigint AS item,
             now() - interval '5 minutes' - (:total - n) * (:days * interval '1 day' / :total) AS started
           FROM generate_series(1, :total::bigint) AS n
         ) AS placed
       ) AS told
     ) AS timed`,
    {
      template: template(),
      total,
      services: estate.services,
      teams: estate.teams,
      days: DAYS,
    },
  );
}

async function loadGroups(trx: Knex): Promise<void> {
  await trx.raw(
    `INSERT INTO alert_groups (id, group_key, entity_ref, condition, integration, title, severity, state, firing, alerts,
       incident, began_at, updated_at)
     SELECT gen_random_uuid(), 'group ' || n, CASE WHEN n % 200 > 0 THEN 'component:default/service-' || n % :services END,
       'Condition' || n / :services, 'integration-' || n % :integrations, 'Condition ' || n / :services || ' holds', 'critical',
       CASE WHEN n % 50 = 0 THEN 'firing' ELSE 'quiet' END, CASE WHEN n % 50 = 0 THEN 2 ELSE 0 END, 50,
       'INC' || lpad((1 + n * 5)::text, 7, '0'), now() - n % 500 * interval '1 hour', now() - (n * 7919 % 900000) * interval '1 second'
     FROM generate_series(0, :groups::bigint - 1) AS n`,
    {
      services: estate.services,
      integrations: estate.integrations,
      groups: estate.services * estate.conditions,
    },
  );
}

async function loadRuns(trx: Knex, incidents: number): Promise<void> {
  await trx.raw(
    `INSERT INTO alert_runs (group_id, condition, title, entity_ref, started_at, ended_at, calm_since, heard, runbook, incident)
     SELECT g.id, g.condition, g.title, g.entity_ref, started, started + interval '20 minutes',
       started - (n * 31 % 100000) * interval '1 second', n % 20 > 0, n % 3 > 0,
       CASE WHEN n % 3 > 0 THEN 'INC' || lpad(greatest(1, n * 2 / 3)::text, 7, '0') END
     FROM (
       SELECT n, now() - interval '30 minutes' - (:runs - n) * (:days * interval '1 day' / :runs) AS started
       FROM generate_series(1, :runs::bigint) AS n
     ) AS placed JOIN (SELECT *, row_number() OVER () - 1 AS place FROM alert_groups) AS g ON g.place = n * 7919 % :groups`,
    {
      runs: Math.floor(incidents * 1.5),
      groups: estate.services * estate.conditions,
      days: DAYS,
    },
  );
}

async function loadAlerts(trx: Knex, total: number): Promise<void> {
  await trx.raw(
    `INSERT INTO alerts (id, integration, kind, alert_key, group_id, state, severity, title, started_at, ended_at, life,
       signal, signals, received_at, first_received_at)
     SELECT gen_random_uuid(), 'integration-' || n % :integrations, 'alertmanager', 'alert-' || n, g.id,
       CASE WHEN n > :total * 0.998 THEN 'firing' ELSE 'resolved' END, 'critical', 'Condition of alert ' || n, at,
       CASE WHEN n > :total * 0.998 THEN NULL ELSE at + interval '20 minutes' END,
       jsonb_build_object('starts', jsonb_build_array(jsonb_build_object('stated', ms, 'since', ms)),
         'ends', CASE WHEN n > :total * 0.998 THEN '[]'::jsonb ELSE jsonb_build_array(jsonb_build_object('stated', ms, 'at', ms + 1200000)) END,
         'acknowledgments', '[]'::jsonb, 'title', NULL, 'severity', jsonb_build_object('at', ms, 'said', 'critical')),
       jsonb_build_object('key', 'alert-' || n, 'status', 'firing', 'startsAt', NULL, 'endsAt', NULL, 'order', 'stated',
         'severity', 'critical', 'title', 'Condition of alert ' || n, 'text', 'The condition of alert ' || n || ' holds for five minutes.',
         'condition', g.condition, 'labels', jsonb_build_object('alertname', g.condition, 'instance', n::text, 'severity', 'critical'),
         'annotations', jsonb_build_object('summary', 'Look at it'), 'resource', '{}'::jsonb, 'values', '{}'::jsonb,
         'links', '[]'::jsonb, 'hints', '[]'::jsonb), 2, at + interval '21 minutes', at
     FROM (
       SELECT *, floor(extract(epoch FROM at) * 1000)::bigint AS ms FROM (
         SELECT n, now() - interval '30 minutes' - (:total - n) * (:days * interval '1 day' / :total) AS at
         FROM generate_series(1, :total::bigint) AS n
       ) AS placed
     ) AS timed JOIN (SELECT *, row_number() OVER () - 1 AS place FROM alert_groups) AS g ON g.place = n * 7919 % :groups`,
    {
      total,
      integrations: estate.integrations,
      groups: estate.services * estate.conditions,
      days: DAYS,
    },
  );
}
