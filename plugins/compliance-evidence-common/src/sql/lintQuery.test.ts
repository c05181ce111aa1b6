import { loadModule, parseSync } from 'libpg-query';
import { lintQuery } from './lintQuery';
import { Shape } from './Scope';

const table = (key: string[], columns: Shape['columns']): Shape => ({
  columns: [...columns, { name: 'evidence_id', type: 'text' }],
  key,
});
const tables = new Map<string, Shape>([
  [
    'grants',
    table(
      ['grant_id'],
      [
        { name: 'grant_id', type: 'text' },
        { name: 'member', type: 'text' },
        { name: 'role', type: 'text' },
        { name: 'ticket', type: 'text' },
        { name: 'granted_at', type: 'timestamptz' },
        { name: 'uses', type: 'integer' },
      ],
    ),
  ],
  [
    'tickets',
    table(
      ['ticket'],
      [
        { name: 'ticket', type: 'text' },
        { name: 'approver', type: 'text' },
        { name: 'approved_at', type: 'timestamptz' },
        { name: 'cost', type: 'numeric' },
      ],
    ),
  ],
  [
    'parameters',
    {
      columns: [
        { name: 'name', type: 'text' },
        { name: 'position', type: 'integer' },
        { name: 'value', type: 'text' },
      ],
      key: ['name', 'position'],
    },
  ],
]);

const lint = (sql: string, key = ['grant_id']) =>
  lintQuery(sql, parseSync, { tables, key });
/** A query whose one column, condition or order is the case. */
const selecting = (expression: string) =>
  `SELECT grant_id, evidence_id, ${expression} AS x FROM grants g ORDER BY grant_id`;
const where = (condition: string) =>
  `SELECT grant_id, evidence_id FROM grants g WHERE ${condition} ORDER BY grant_id`;
const rules = (sql: string, key?: string[]) =>
  lint(sql, key).refusals.map(({ rule }) => rule);

beforeAll(() => loadModule());

describe('the portable profile', () => {
  it('takes what reports need: joins, common table expressions, windows, aggregates and parameters', () => {
    const { refusals, columns } = lint(`
WITH bounds AS (
  SELECT min(CASE name WHEN 'period_start' THEN value::timestamptz END) AS starts,
         min(CASE name WHEN 'period_end' THEN value::timestamptz END) AS ends
  FROM parameters
), latest AS (
  SELECT DISTINCT ON (t.ticket) t.ticket, t.approver, t.approved_at, t.evidence_id
  FROM tickets t ORDER BY t.ticket, t.approved_at DESC
), counted AS (
  SELECT member, count(*) AS grants, sum(uses) AS uses,
         string_agg(DISTINCT role, ',' ORDER BY role) AS roles,
         array_agg(role ORDER BY granted_at, role) AS history
  FROM grants GROUP BY member
)
SELECT g.grant_id, upper(g.member) AS who, c.roles, g.evidence_id,
       l.evidence_id AS ticket_evidence_id,
       coalesce(l.approver, 'nobody') AS approver,
       row_number() OVER (PARTITION BY g.member ORDER BY g.granted_at, g.grant_id, c.member, l.ticket) AS nth,
       rank() OVER w AS place,
       round(100.0 * c.uses / nullif(c.grants, 0), 2) AS share,
       extract(epoch FROM g.granted_at - l.approved_at) AS waited,
       to_char(g.granted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day
FROM grants g
CROSS JOIN bounds b
JOIN counted c ON c.member = g.member
LEFT JOIN latest l ON l.ticket = g.ticket
WHERE g.granted_at >= b.starts AND g.granted_at < b.ends
  AND (l.approver IS NULL OR l.approver = g.member OR g.role LIKE 'owner%')
  AND NOT EXISTS (SELECT 1 FROM tickets x WHERE x.ticket = g.ticket AND x.cost BETWEEN 1 AND 2)
  AND g.role IN (SELECT value FROM parameters WHERE name = 'roles')
WINDOW w AS (ORDER BY g.granted_at)
ORDER BY who, g.grant_id`);
    expect(refusals).toEqual([]);
    expect(columns.map(({ name }) => name)).toEqual(
      'grant_id who roles evidence_id ticket_evidence_id approver nth place share waited day'.split(
        ' ',
      ),
    );
  });

  it.each([
    'SELECT * FROM grants ORDER BY grant_id',
    'SELECT grant_id, evidence_id FROM grants ORDER BY 1',
    "SELECT grant_id || '' AS grant_id, evidence_id FROM grants UNION ALL SELECT ticket, evidence_id FROM tickets ORDER BY grant_id",
    'SELECT member AS grant_id, min(evidence_id) AS evidence_id FROM grants GROUP BY member ORDER BY member LIMIT 10',
    'SELECT d.day::text AS grant_id, \'\' AS evidence_id FROM generate_series(1, 3) AS d(day) ORDER BY (d.day::text) COLLATE "C"',
    `WITH pairs AS (SELECT g.*, t.ticket AS known FROM grants g LEFT JOIN tickets t USING (ticket))
     SELECT grant_id, evidence_id, lag(role) OVER (ORDER BY granted_at, grant_id, known) AS before FROM pairs ORDER BY grant_id`,
    selecting("date '2026-09-30' + 1"),
    selecting("(granted_at + interval '1 day')::date"),
    selecting('sum(uses) OVER (ORDER BY granted_at)'),
    where("granted_at > '2026-09-30T00:00:00Z'"),
  ])('takes %s', sql => {
    expect(lint(sql).refusals).toEqual([]);
  });

  it.each([
    // What differs between databases
    ['collate', selecting('max(uses::text)')],
    ['collate', selecting("granted_at::text < 'x'")],
    ['collate', selecting("greatest(uses::text, 'x')")],
    ['collate', selecting('member COLLATE "de-x-icu"')],
    ['letters', selecting('lower(uses::text)')],
    ['letters', where("member ILIKE 'ann%'")],
    ['letters', selecting("regexp_replace(member, 'a', 'b', 'gi')")],
    ['letters', selecting("to_char(granted_at, 'TMMonth')")],
    ['time-zone', selecting("granted_at AT TIME ZONE 'Africa/Casablanca'")],
    ['float', selecting('uses::float8')],
    ['operator', selecting('uses ^ 2')],
    ['function', selecting('ln(uses)')],
    [
      'function',
      selecting('percentile_cont(0.5) WITHIN GROUP (ORDER BY uses)'),
    ],
    ['type', selecting("'{}'::jsonb")],
    // Clocks
    ['clock', where('granted_at < now()')],
    ['clock', where('granted_at < CURRENT_DATE')],
    ['time-literal', where("granted_at < 'yesterday'")],
    ['time-literal', where("granted_at < timestamptz 'now'")],
    ['time-literal', where("granted_at < '2026-09-30 10:00 Europe/Berlin'")],
    // Orders that are open
    [
      'unordered-aggregate',
      selecting("string_agg(role, ',') OVER ()").replace('OVER ()', ''),
    ],
    ['unordered-aggregate', selecting('array_agg(role ORDER BY granted_at)')],
    ['total-order', selecting('row_number() OVER (ORDER BY member)')],
    [
      'total-order',
      selecting('sum(uses) OVER (ORDER BY member ROWS 1 PRECEDING)'),
    ],
    [
      'total-order',
      selecting('(SELECT approver FROM tickets ORDER BY approved_at LIMIT 1)'),
    ],
    ['total-order', 'SELECT grant_id, evidence_id FROM grants'],
    ['total-order', 'SELECT grant_id, evidence_id FROM grants ORDER BY member'],
    [
      'total-order',
      'SELECT DISTINCT ON (member) grant_id, evidence_id FROM grants ORDER BY member',
    ],
    // What a row must say
    ['evidence', 'SELECT grant_id FROM grants ORDER BY grant_id'],
    ['key', 'SELECT member, evidence_id FROM grants ORDER BY member'],
    [
      'result',
      'SELECT grant_id, evidence_id, 1 + 1 FROM grants ORDER BY grant_id',
    ],
    [
      'result',
      'SELECT grant_id, evidence_id, role, role FROM grants ORDER BY grant_id',
    ],
    // Names
    ['unknown-table', where('EXISTS (SELECT 1 FROM pg_authid)')],
    ['unknown-table', where('EXISTS (SELECT 1 FROM run_7.grants)')],
    ['unknown-column', where('membr = role')],
    ['unknown-column', where('ctid IS NULL')],
    ['unknown-column', selecting('g')],
    // What a query must not do
    ['function', selecting("pg_read_file('/etc/passwd')")],
    ['function', selecting('pg_catalog.pg_sleep(1)::text')],
    ['function', selecting('U&"pg_sl\\0065ep"(1)::text')],
    ['function', selecting("query_to_xml('select 1', true, true, '')::text")],
    ['function', selecting('other.lower(role)')],
    ['read-only', 'DELETE FROM grants'],
    ['read-only', "COPY grants TO PROGRAM 'id'"],
    [
      'read-only',
      'SELECT grant_id, evidence_id INTO kept FROM grants ORDER BY grant_id',
    ],
    [
      'read-only',
      'SELECT grant_id, evidence_id FROM grants ORDER BY grant_id FOR UPDATE',
    ],
    [
      'read-only',
      'WITH gone AS (DELETE FROM grants RETURNING *) SELECT grant_id, evidence_id FROM grants ORDER BY grant_id',
    ],
    ['one-statement', `${where('true')}; DROP TABLE grants`],
    ['not-in-profile', where('member = $1')],
    [
      'not-in-profile',
      'WITH RECURSIVE r AS (SELECT 1) SELECT grant_id, evidence_id FROM grants ORDER BY grant_id',
    ],
    [
      'not-in-profile',
      'SELECT grant_id, evidence_id FROM grants TABLESAMPLE system (1) ORDER BY grant_id',
    ],
    [
      'not-in-profile',
      'SELECT grant_id, evidence_id FROM grants NATURAL JOIN tickets ORDER BY grant_id',
    ],
    ['not-in-profile', selecting('xmlelement(name a)::text')],
    ['syntax', 'SELECT FROM WHERE'],
    ['one-statement', '-- nothing'],
    ['one-statement', `${where('true')};`],
  ])('refuses by %s: %s', (rule, sql) => {
    expect(rules(sql)).toContain(rule);
  });

  it('says where, in lines and characters, and what would be right', () => {
    const { refusals } = lint(
      "SELECT grant_id, evidence_id,\n  'é' || lower('Ä' || uses::text) AS x\nFROM grants g ORDER BY grant_id",
    );
    expect(refusals).toEqual([
      {
        line: 2,
        column: 10,
        rule: 'letters',
        problem: 'lower knows letters by the settings of the database',
        remedy: 'write COLLATE "C" after it, inside: lower(… COLLATE "C")',
      },
    ]);
    const [{ problem }] = lint(where('membr = role')).refusals;
    expect(problem).toBe('there is no column membr (did you mean member?)');
    expect(lint("SELECT 'é',\n *** FROM grants").refusals[0]).toMatchObject({
      line: 2,
      column: 6,
      rule: 'syntax',
    });
  });

  it('does not follow nesting into the ground', () => {
    const deep = `${'('.repeat(20_000)}1${')'.repeat(20_000)}`;
    expect(rules(selecting(deep))).toContain('syntax');
  });
});
