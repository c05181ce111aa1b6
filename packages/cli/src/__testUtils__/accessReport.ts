/** A small report: who was given access, and by which ticket. */
export const accessReport: Record<string, string> = {
  'report.yaml': `apiVersion: countersign.dev/v1
kind: Report
metadata:
  name: access
  title: Access by ticket
  description: Who was given access, and by which ticket.
  owner: group:default/sre
spec:
  timeZone: Europe/Berlin
  parameters:
    - { name: quarter, title: Quarter, type: quarter }
  sources:
    - name: grants
      title: Grants
      source: iam-logs
      query: { name: grants, text: 'grants from \${period_start} to \${period_end}' }
      columns:
        - { name: grant_id, type: text }
        - { name: member, type: text }
        - { name: granted_at, type: timestamp, from: grantedAt }
        - { name: ticket, type: text, required: false }
      key: [grant_id]
    - name: tickets
      title: Tickets
      source: ticketing
      query: { name: tickets, text: tickets }
      columns:
        - { name: ticket, type: text, from: key }
        - { name: approver, type: text, from: fields.approver, required: false }
        - { name: cost, type: numeric, from: fields.cost }
      key: [ticket]
      recordsAt: items
  questions:
    - name: grants-without-ticket
      title: Grants that no approved ticket covers
      file: queries/grants-without-ticket.sql
      controls: [{ framework: SOX ITGC, id: AC-1 }]
      severity: high
      answers: violations
      key: [grant_id]
    - name: grants
      title: All grants
      file: queries/grants.sql
      severity: low
      answers: population
      key: [grant_id]
  formats: [json]
  retentionDays: 2555
`,
  'queries/grants-without-ticket.sql': `-- name: grants-without-ticket
-- description: Grants of the quarter that no approved ticket covers
-- owner: group:default/sre
-- version: 1
SELECT g.grant_id, g.member, g.ticket, g.evidence_id
FROM grants g
LEFT JOIN tickets t ON t.ticket = g.ticket AND t.approver IS NOT NULL
WHERE t.ticket IS NULL
  AND g.granted_at >= (SELECT value::timestamptz FROM parameters WHERE name = 'period_start')
ORDER BY g.grant_id
`,
  'queries/grants.sql': `-- name: grants
-- description: Every grant with the cost of its ticket
-- owner: group:default/sre
-- version: 2
SELECT g.grant_id, g.granted_at, t.cost, g.evidence_id, t.evidence_id AS ticket_evidence_id
FROM grants g
LEFT JOIN tickets t USING (ticket)
ORDER BY g.grant_id
`,
};

/** What the sources gave, byte for byte. */
export const accessSnapshots: Record<string, string> = {
  grants: `grant_id,member,grantedAt,ticket,note
G1,"Åsa, 日本",2026-07-01T10:00:00+02:00,T1,
G2,ben,2026-08-01T08:00:00Z,,"two
lines"
G3,cem,2026-09-01T08:00:00Z,T2,
`,
  tickets: `{"items":[{"key":"T1","fields":{"approver":"dana","cost":1.10}}]}
{"items":[{"key":"T2","fields":{"cost":12345678901234567890.5}}]}
`,
};

const grants = '11111111-1111-4111-8111-111111111111';
const tickets = '22222222-2222-4222-8222-222222222222';

/** What PostgreSQL answers, worked out by hand. */
export const accessResults: Record<string, string> = {
  'grants-without-ticket': `grant_id,member,ticket,evidence_id
G2,ben,,${grants}
G3,cem,T2,${grants}
`,
  grants: `grant_id,granted_at,cost,evidence_id,ticket_evidence_id
G1,2026-07-01 08:00:00+00,1.10,${grants},${tickets}
G2,2026-08-01 08:00:00+00,,${grants},
G3,2026-09-01 08:00:00+00,12345678901234567890.5,${grants},${tickets}
`,
};
