import { mkdir, mkdtemp, rm, writeFile } from 'fs/promises';
import { tmpdir } from 'os';
import path from 'path';

const reportYaml = `apiVersion: countersign.dev/v1
kind: Report
metadata:
  name: access
  title: Access report
  description: Grants, and those that no ticket approved.
  owner: group:default/sre
spec:
  timeZone: Europe/Berlin
  parameters:
    - { name: quarter, title: Quarter, type: quarter, required: true }
    - { name: clusters, title: Clusters in scope, type: list, required: true, default: [ledger, billing], choices: [ledger, billing, commerce] }
  sources:
    - name: grants
      title: Grants of roles
      source: iam
      query: { name: grants, text: 'grants-\${quarter}.csv' }
      columns:
        - { name: grant_id, type: text, required: true, from: id }
        - { name: cluster, type: text, required: true }
        - { name: person, type: text, required: true }
        - { name: granted_at, type: timestamp, required: true }
        - { name: ticket, type: text, required: false }
      key: [grant_id]
    - name: tickets
      title: Tickets
      source: ticketing
      query: { name: tickets, text: 'tickets?from=\${period_start}' }
      columns:
        - { name: ticket, type: text, required: true, from: id }
        - { name: status, type: text, required: true }
      key: [ticket]
      recordsAt: items
  questions:
    - name: grants-without-ticket
      title: Grants without an approved ticket
      file: queries/grants-without-ticket.sql
      controls: [{ framework: SOX ITGC, id: AC-1 }]
      severity: high
      answers: violations
      key: [grant_id]
    - name: all-grants
      title: All grants
      file: queries/all-grants.sql
      severity: low
      answers: population
      key: [grant_id]
  formats: [json]
  recipients: [compliance@example.com, audit@example.com]
  schedule: { at: { every: quarter, day: 2, time: '06:00' }, timeZone: Europe/Berlin, deadline: PT3H }
  retentionDays: 3650
`;

const withoutTicket = `-- name: grants-without-ticket
-- description: Grants that no approved ticket covers.
-- owner: group:default/sre
-- version: 2
SELECT g.grant_id, g.person, g.granted_at, g.evidence_id, t.evidence_id AS ticket_evidence_id
FROM grants g
LEFT JOIN tickets t ON t.ticket = g.ticket
WHERE (t.status IS NULL OR t.status <> 'approved')
  AND g.cluster IN (SELECT value FROM parameters WHERE name = 'clusters')
ORDER BY g.grant_id COLLATE "C"
`;

const allGrants = `-- name: all-grants
-- description: Every grant.
-- owner: group:default/sre
-- version: 1
SELECT grant_id, cluster, person, 'component:default/' || cluster AS entity_ref, evidence_id
FROM grants
ORDER BY grant_id COLLATE "C"
`;

/** An entity that the answers name. */
export const NAMED = 'component:default/ledger';

/** So many grants: enough for more than one block of the tree. */
export const GRANTS = 300;

/** The same moment, as clocks in three places show it. */
const GRANTED = [
  '2026-08-01T00:00:00+02:00',
  '2026-07-31T22:00:00Z',
  '2026-07-31T15:00:00-07:00',
];

/** Each third grant has no approved ticket: none at all, or one that was rejected. */
export function grantsCsv(header = 'id,cluster,person,granted_at,ticket') {
  const rows = Array.from({ length: GRANTS }, (_, i) => {
    const ticket = i % 6 === 0 ? '' : `T${i}`;
    const cluster = i % 2 ? 'ledger' : 'billing';
    return `G${String(i).padStart(4, '0')},${cluster},"Müller, ${i}",${
      GRANTED[i % 4] ?? GRANTED[0]
    },${ticket}`;
  });
  return `${[header, ...rows].join('\n')}\n`;
}

/** The tickets, as pages of a REST API. */
export const tickets = Array.from({ length: GRANTS }, (_, i) => ({
  id: `T${i}`,
  status: i % 6 === 3 ? 'rejected' : 'approved',
}));

/** Those that the report finds. */
export const VIOLATIONS = GRANTS / 3;

/** A folder with a report, data and room for a store; it goes with the test. */
export async function reportFolder() {
  const root = await mkdtemp(path.join(tmpdir(), 'evidence-'));
  const put = async (file: string, text: string) => {
    const at = path.join(root, file);
    await mkdir(path.dirname(at), { recursive: true });
    await writeFile(at, text);
  };
  await put('reports/access/report.yaml', reportYaml);
  await put('reports/access/queries/grants-without-ticket.sql', withoutTicket);
  await put('reports/access/queries/all-grants.sql', allGrants);
  await put('data/grants-2026Q3.csv', grantsCsv());
  return {
    root,
    reports: path.join(root, 'reports'),
    data: path.join(root, 'data'),
    store: path.join(root, 'store'),
    put,
    remove: () => rm(root, { recursive: true, force: true }),
  };
}
