import { createHash, randomUUID } from 'crypto';
import { TestDatabases } from '@backstage/backend-test-utils';
import {
  lintReport,
  ParseSql,
  queryOf,
  readReport,
  readResult,
  readRowBatches,
  ReportBundle,
  RowTree,
  stagedColumns,
  withEvidence,
} from '@countersign/plugin-compliance-evidence-common';
import { connectionOf } from '@countersign/plugin-governance-test-utils';
import knexFactory, { Knex } from 'knex';
import { loadModule, parseSync } from 'libpg-query';
import { postgres15Folder, startPostgres15 } from '../__testUtils__/postgres15';
import { dropSchema, openSchema, PostgresEngine } from './PostgresEngine';

jest.setTimeout(120_000);

/** Names and values that collations, time zones and settings order or write differently. */
const people = `id,name,city,since,amount,active
1,Zoë,Örebro,2026-03-29T02:30:00+01:00,0.10,true
2,zoe,Århus,2026-10-25T02:30:00+02:00,-0.005,false
3,Ängla,Zürich,1999-12-31T23:59:59.999999Z,12345678901234567890.5,true
4,O'Neil,"",2026-01-01T00:00:00Z,,false
5,ÖZ,ǅ,2026-02-28T12:00:00+05:30,1e3,true
6,straße,Malmö,2026-02-28T12:00:00+05:30,2.50,true
7,STRASSE,malmö,2024-02-29T00:00:00-11:00,2.5,false
8,"a b, ""c""",日本,2026-06-30T22:00:00Z,7,true
9,a-b,Ł,2026-06-30T22:00:00Z,7,true
10,ab,Z,2026-06-30T22:00:00Z,0,
11,"x
\\.
y","\\.",2026-06-30T22:00:00Z,0,
12,\\N,\\,2026-06-30T22:00:00Z,0,
13,,NULL,2026-06-30T22:00:00Z,0,
14," ""x"" ","",2026-06-30T22:00:00Z,0,
`;
const queries: Record<string, string> = {
  names: 'SELECT name, city, id, evidence_id FROM people ORDER BY name, id',
  cities: `SELECT city, count(*) AS people, min(name) AS first, max(name) AS last, string_agg(name, ';' ORDER BY name DESC) AS names,
    min(evidence_id) AS evidence_id FROM people GROUP BY city ORDER BY city`,
  between:
    "SELECT id, name, evidence_id FROM people WHERE name BETWEEN 'a' AND 'z' OR name > 'Ö' ORDER BY id",
  times: `SELECT id, since, since AT TIME ZONE 'UTC' AS utc, date_trunc('month', since) AS month, extract(epoch FROM since) AS epoch, evidence_id
    FROM people ORDER BY since, id`,
  amounts: `SELECT id, amount, round(amount, 2) AS rounded, amount / 3 AS third, coalesce(amount, 0) * 1.1 AS more, evidence_id
    FROM people ORDER BY amount NULLS FIRST, id`,
  ranks: `SELECT id, name, rank() OVER (ORDER BY name) AS place, lag(name) OVER (ORDER BY name, id) AS before, active, evidence_id
    FROM people ORDER BY place, id`,
  words: `SELECT id, length(name) AS letters, upper(name) AS upper, replace(name, 'e', 'E') AS replaced, evidence_id FROM people ORDER BY id`,
};

const columns = [
  ['id', 'integer'],
  ['name', 'text'],
  ['city', 'text'],
  ['since', 'timestamp'],
  ['amount', 'numeric'],
  ['active', 'boolean'],
];

function report(): ReportBundle {
  const definition = {
    apiVersion: 'countersign.dev/v1',
    kind: 'Report',
    metadata: {
      ...{ name: 'people', title: 'People', description: 'Who there is.' },
      owner: 'group:default/sre',
    },
    spec: {
      timeZone: 'UTC',
      parameters: [],
      sources: [
        {
          ...{ name: 'people', title: 'People', source: 'directory' },
          query: { name: 'people', text: 'people' },
          columns: columns.map(([name, type]) => ({
            ...{ name, type, required: name === 'id' || name === 'city' },
          })),
          key: ['id'],
        },
      ],
      questions: Object.keys(queries).map(name => ({
        ...{ name, title: name, file: `queries/${name}.sql`, severity: 'low' },
        ...{ answers: 'population', key: ['id'] },
        ...(name === 'cities' && { key: ['city'] }),
      })),
      formats: ['json'],
      retentionDays: 30,
    },
  };
  const files = new Map(
    Object.entries({
      'report.yaml': JSON.stringify(definition),
      ...Object.fromEntries(
        Object.entries(queries).map(([name, sql]) => [
          `queries/${name}.sql`,
          `-- name: ${name}\n-- description: ${name}\n-- owner: group:default/sre\n-- version: 1\n${sql}\n`,
        ]),
      ),
    }).map(([path, text]) => [path, Buffer.from(text)]),
  );
  const { report: read, problems } = readReport(files);
  if (!read) throw new Error(JSON.stringify(problems));
  return read;
}

async function* once(bytes: Uint8Array) {
  yield bytes;
}

/** What is signed of a run on a database: the digest of each answer, and the root over all rows. */
async function answersOn(knex: Knex, bundle: ReportBundle) {
  const runId = randomUUID();
  await openSchema(knex, runId);
  const engine = await PostgresEngine.open({
    ...{ knex, runId, queryTimeoutMs: 20_000 },
    signal: new AbortController().signal,
  });
  try {
    const [source] = bundle.definition.spec.sources;
    const rows = readRowBatches(once(Buffer.from(people)), {
      format: 'csv',
      columns: source.columns,
    });
    await engine.stage(
      source.name,
      stagedColumns(source),
      withEvidence(rows, '11111111-1111-4111-8111-111111111111'),
    );
    const tree = new RowTree();
    const digests: Record<string, string> = {};
    for (const question of bundle.definition.spec.questions) {
      const { text, version } = queryOf(bundle, question);
      const hash = createHash('sha256');
      const pieces: Buffer[] = [];
      for await (const piece of engine.copyOut(text)) {
        hash.update(piece);
        pieces.push(Buffer.from(piece));
      }
      const result = readResult(once(Buffer.concat(pieces)), {
        question: question.name,
        version,
      });
      for await (const { leaf } of result.rows) tree.append(leaf);
      digests[question.name] = hash.digest('hex');
      digests[`${question.name}, as text`] = String(Buffer.concat(pieces));
    }
    return { digests, size: tree.size, root: tree.root() };
  } finally {
    await engine.close();
    await dropSchema(knex, runId);
  }
}

describe('the same data', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  const bundle = report();
  let usual: Awaited<ReturnType<typeof answersOn>>;
  let knex: Knex;
  beforeAll(async () => {
    await loadModule();
    knex = await databases.init('POSTGRES_18');
    usual = await answersOn(knex, bundle);
  });

  it('are asked by queries of the portable profile', () => {
    expect(lintReport(bundle, parseSync as ParseSql).refusals).toEqual([]);
    expect(usual.size).toBeGreaterThan(60);
  });

  it('come out of the database as they went in, whatever COPY takes such texts for', () => {
    const names = usual.digests['names, as text'];
    for (const line of [
      '"x\n\\.\ny",\\.,11,',
      '\\N,\\,12,',
      // Nothing, and the empty text.
      '\n,NULL,13,',
      '\n" ""x"" ","",14,',
    ]) {
      expect(names).toContain(line);
    }
  });

  it('give the same hashes where a Swedish collation orders texts', async () => {
    const name = `icu_${randomUUID().slice(0, 8)}`;
    await knex.raw(
      `CREATE DATABASE ?? TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C' LOCALE_PROVIDER icu ICU_LOCALE 'sv-SE'`,
      [name],
    );
    const swedish = knexFactory({
      client: 'pg',
      connection: { ...connectionOf(knex), database: name },
    });
    try {
      const { rows } = await swedish.raw(
        `SELECT 'Z' < 'Ö' AND 'a' < 'B' AS icu`,
      );
      expect(rows).toEqual([{ icu: true }]);
      expect(await answersOn(swedish, bundle)).toEqual(usual);
    } finally {
      await swedish.destroy();
      await knex.raw('DROP DATABASE ?? WITH (FORCE)', [name]);
    }
  });

  it('give the same hashes on PostgreSQL 15, where German orders them', async () => {
    if (!postgres15Folder) {
      process.stdout.write('PostgreSQL 15 is not on this machine: not run\n');
      return;
    }
    const server = await startPostgres15(postgres15Folder);
    try {
      const { rows } = await server.knex.raw('SHOW server_version');
      expect(rows[0].server_version).toMatch(/^15\./);
      expect(await answersOn(server.knex, bundle)).toEqual(usual);
    } finally {
      await server.stop();
    }
  });
});
