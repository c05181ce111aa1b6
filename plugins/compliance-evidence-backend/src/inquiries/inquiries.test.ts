import { randomUUID } from 'crypto';
import { readFile } from 'fs/promises';
import path from 'path';
import { TestDatabases } from '@backstage/backend-test-utils';
import {
  InquiryDetail,
  PackFiles,
  readInquiryDocument,
  verifyPack,
} from '@countersign/plugin-compliance-evidence-common';
import { eventually } from '@countersign/plugin-governance-test-utils';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { createHash } from 'crypto';
import { Knex } from 'knex';
import { loadModule, parseSync } from 'libpg-query';
import { ada, Replica, startReplica } from '../__testUtils__/replica';
import {
  GRANTS,
  reportFolder,
  VIOLATIONS,
} from '../__testUtils__/reportFolder';
import { startTicketServer, TicketServer } from '../__testUtils__/ticketServer';
import { dropSchema, openSchema, PostgresEngine } from '../runs/PostgresEngine';

jest.setTimeout(60_000);

/** One that the question catches, one that it overlooks, and one that cannot be planted. */
const seeds = `
      seeded:
        - name: rejected-ticket
          title: A grant whose ticket was rejected
          add:
            - { table: tickets, set: { ticket: SEED, status: rejected } }
            - { table: grants, set: { grant_id: SEED, ticket: SEED } }
        - name: no-approval-left
          title: Approvals that are gone
          remove: [{ table: tickets, like: { status: approved }, share: [status] }]
        - name: future-grant
          title: A grant after the end of the quarter
          add: [{ table: grants, set: { grant_id: SEED, ticket: T1, granted_at: '\${period_end}' } }]
        - name: nobody
          title: A grant in a cluster without grants
          add: [{ table: grants, like: { cluster: commerce }, set: { grant_id: SEED } }]
`;

describe('what is asked of a run afterwards', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  let knex: Knex;
  let folder: Awaited<ReturnType<typeof reportFolder>>;
  let tickets: TicketServer;
  let replica: Replica;
  let number: string;

  const completed = (of: string) =>
    eventually(async () => {
      const { run } = await replica.reader.get(ada, of);
      if (run.state !== 'completed') throw new Error(run.state);
      return run;
    }, 60_000);

  beforeAll(async () => {
    await loadModule();
    tickets = await startTicketServer();
    knex = await databases.init('POSTGRES_18');
    folder = await reportFolder();
    const yaml = await readFile(
      path.join(folder.reports, 'access/report.yaml'),
      'utf8',
    );
    await folder.put(
      'reports/access/report.yaml',
      yaml.replace(
        /(answers: violations\n\s+key: \[grant_id\])\n/,
        `$1${seeds}`,
      ),
    );
    await folder.put(
      'reports/snapshot/report.yaml',
      yaml
        .replace('name: access', 'name: snapshot')
        .replace(/ {2}questions:[^]*(?= {2}formats)/, ''),
    );
    replica = await startReplica(knex, { folder, ticketsUrl: tickets.url });
    replica.worker.start();
    const { run } = await replica.request({ quarter: '2026Q3' }, false);
    number = run.number;
    await completed(number);
  });
  afterAll(async () => {
    await replica.stop();
    await tickets.close();
    await folder.remove();
  });

  const ask = (sql: string, of = number) =>
    replica.inquiryDesk.ask(ada, of, { title: 'A question', sql });
  const problemOf = (work: Promise<unknown>) =>
    work.then(
      () => 'answered',
      (error: Error) => error.message,
    );
  const proofOf = async ({ inquiry }: InquiryDetail) => {
    const { content } = await replica.inquiryReader.proof(ada, inquiry.number);
    return readInquiryDocument(JSON.parse(content));
  };

  /** As an auditor does: the pack, and what was asked about it. */
  const verifiedOf = async (
    of: string,
    ...inquiries: ReturnType<typeof readInquiryDocument>[]
  ) => {
    const { content } = await replica.reader.pack(ada, of);
    const chunks: Uint8Array[] = [];
    for await (const chunk of content) chunks.push(chunk);
    const files = unzipSync(new Uint8Array(Buffer.concat(chunks)));
    const pack: PackFiles = {
      paths: () => Object.keys(files),
      size: each => files[each].length,
      async *open(each) {
        yield files[each];
      },
    };
    const runId = randomUUID();
    await openSchema(knex, runId);
    const engine = await PostgresEngine.open({
      knex,
      runId,
      queryTimeoutMs: 20_000,
      signal: new AbortController().signal,
    });
    try {
      const found = await verifyPack(pack, {
        trustedKeys: replica.ledger.verifierKeys(),
        parse: parseSync,
        newHash: () => {
          const hash = createHash('sha256');
          return {
            update: piece => void hash.update(piece),
            digest: () => hash.digest('hex'),
          };
        },
        engine: async () => engine,
        inquiries,
      });
      expect(found.proven).toBe(true);
      return found.inquiries;
    } finally {
      await engine.close();
      await dropSchema(knex, runId);
    }
  };

  const verified = (...inquiries: ReturnType<typeof readInquiryDocument>[]) =>
    verifiedOf(number, ...inquiries);

  it('is a question over the data as they were, which the auditor answers again from the pack', async () => {
    const asked = await ask(
      `SELECT cluster, count(*) AS grants FROM grants GROUP BY cluster ORDER BY cluster`,
    );
    expect(asked.inquiry.result.columns).toEqual(['cluster', 'grants']);
    expect(asked.rows).toEqual([
      ['billing', String(GRANTS / 2)],
      ['ledger', String(GRANTS / 2)],
    ]);
    const proof = await proofOf(asked);
    const [honest, changed] = await verified(proof, {
      ...proof,
      result: proof.result.replace('billing', 'Billing'),
    });
    expect(honest.claims.filter(({ outcome }) => outcome !== 'holds')).toEqual(
      [],
    );
    expect(honest.proven).toBe(true);
    expect(changed.proven).toBe(false);
    expect(changed.claims.find(({ outcome }) => outcome === 'fails')?.id).toBe(
      'result',
    );
    await expect(
      knex('inquiries').where({ number: proof.number }).update({ title: 'x' }),
    ).rejects.toThrow(/written once/);
    await expect(knex('inquiry_results').delete()).rejects.toThrow(
      /written once/,
    );
  });

  it('writes nothing, reads nothing else, and ends', async () => {
    const refused = {
      'DELETE FROM grants': /only reads/,
      'SELECT 1 AS one; DROP TABLE grants': /2 statements/,
      'SELECT grant_id FROM grants': /in which order/,
      'SELECT pg_sleep(9)::text AS s FROM grants ORDER BY 1': /pg_sleep/,
      "SELECT pg_read_file('/etc/passwd') AS f ORDER BY 1": /pg_read_file/,
      'SELECT number FROM runs ORDER BY number': /runs/,
      'SELECT rolname FROM pg_catalog.pg_roles ORDER BY rolname': /pg_/,
      'SELECT grant_id, cluster FROM grants ORDER BY cluster': /ORDER BY/,
      'SELECT 1/0 AS x FROM grants ORDER BY x': /division by zero/,
      'SELECT a.grant_id FROM grants a, grants b ORDER BY a.grant_id':
        /too large|same/,
      'SELECT count(*) AS n FROM grants a, grants b, grants c, grants d, grants e ORDER BY n':
        /longer than a question/,
    };
    for (const [sql, reason] of Object.entries(refused)) {
      expect([sql, await problemOf(ask(sql))]).toEqual([
        sql,
        expect.stringMatching(reason),
      ]);
    }
    expect(await knex('runs')).toHaveLength(1);
    const { tables } = await replica.inquiryReader.tables(ada, number);
    expect(tables.map(({ name, rows }) => [name, rows])).toEqual([
      ['grants', GRANTS],
      ['tickets', GRANTS],
      ['parameters', undefined],
    ]);
  });

  it('finds its data staged again when nobody asked for long', async () => {
    const sql = 'SELECT grant_id FROM grants ORDER BY grant_id';
    const before = await ask(sql);
    await knex('staged_runs').update({ used_at: new Date(0) });
    await replica.staged.clean();
    expect(await knex('staged_runs')).toEqual([]);
    const [first, second] = await Promise.all([ask(sql), ask(sql)]);
    for (const { inquiry } of [first, second]) {
      expect(inquiry.result).toEqual(before.inquiry.result);
    }
    expect(await knex('staged_runs')).toHaveLength(1);
  });

  it('is a sample that follows from the signed root, whoever takes it', async () => {
    const take = (size: number) =>
      replica.inquiryDesk.sample(ada, number, {
        question: 'grants-without-ticket',
        size,
      });
    const [small, large] = [await take(5), await take(25)];
    expect(large.rows.slice(0, 5)).toEqual(small.rows);
    expect(new Set(large.rows.map(([position]) => position)).size).toBe(25);
    expect(await problemOf(take(VIOLATIONS + 1))).toMatch(/fewer than/);
    const [found] = await verified(await proofOf(large));
    expect(found.proven).toBe(true);
  });

  it('names every cell in which work by hand differs, and keeps the record of each period', async () => {
    const hold = (name: string, bytes: Uint8Array) =>
      replica.inquiryDesk.shadow(ada, number, {
        question: 'grants-without-ticket',
        columns: { grant_id: 'Grant', person: 'Person' },
        file: { name, content: Buffer.from(bytes).toString('base64') },
      });
    const answer = await replica.inquiryDesk.sample(ada, number, {
      question: 'grants-without-ticket',
      size: VIOLATIONS,
    });
    const people = answer.rows.map(([, grant, who]) => [grant!, who!]);
    const csv = (rows: string[][]) =>
      Buffer.from(
        [['Grant', 'Person'], ...rows]
          .map(row => row.map(cell => `"${cell}"`).join(','))
          .join('\r\n'),
      );
    const [first, second, ...others] = people;
    const differing = await hold(
      'by-hand.csv',
      csv([
        [first[0], 'Somebody else'],
        ['G9999', 'Nobody'],
        ...others,
        others[0],
      ]),
    );
    expect(differing.inquiry.outcome).toMatchObject({
      ...{ differ: 1, onlyInRun: 1, onlyByHand: 1, repeated: 1 },
      same: VIOLATIONS - 2,
    });
    expect(differing.rows).toEqual(
      expect.arrayContaining([
        ['cell', first[0], 'person', first[1], 'Somebody else'],
        ['only in run', second[0], null, null, null],
        ['only by hand', 'G9999', null, null, null],
        ['twice by hand', others[0][0], null, null, null],
      ]),
    );
    const { items } = await replica.inquiryReader.parity(ada, 'access');
    expect(items).toMatchObject([
      { inARow: 0, trusted: false, broken: { by: 'difference' } },
    ]);

    const same = await hold('by-hand.xlsx', workbookOf(people));
    expect(same.rows).toEqual([]);
    const { items: after } = await replica.inquiryReader.parity(ada, 'access');
    expect(after).toMatchObject([{ inARow: 1, needed: 14, trusted: false }]);
    const found = await verified(await proofOf(differing), await proofOf(same));
    expect(found.map(({ proven }) => proven)).toEqual([true, true]);
    expect(
      await problemOf(hold('x.csv', Buffer.from('Person\nAda\n'))),
    ).toMatch(/Grant is no header of the file/);
    expect(await problemOf(hold('x.xlsx', Buffer.from('PK')))).toMatch(
      /no workbook/,
    );
  });

  it('says which known breaches the questions catch, and which they overlook', async () => {
    const seeded = await replica.inquiryDesk.seed(ada, number, {});
    expect(seeded.rows.map(([, seed, , outcome]) => [seed, outcome])).toEqual([
      ['rejected-ticket', 'caught'],
      ['no-approval-left', 'caught'],
      ['future-grant', 'missed'],
      ['nobody', 'not planted'],
    ]);
    const [found] = await verified(await proofOf(seeded));
    expect(found.proven).toBe(true);
    const listed = await replica.inquiryReader.list(ada, {
      kind: ['seeded'],
      limit: 10,
    });
    expect(listed.items.map(each => each.number)).toEqual([
      seeded.inquiry.number,
    ]);
  });

  it('is asked of a snapshot too, which was kept without a question', async () => {
    const { run } = await replica.desk.request(ada, {
      report: 'snapshot',
      parameters: { quarter: '2026Q3' },
      deliver: false,
    });
    expect(await completed(run.number)).toMatchObject({ resultRows: 0 });
    const { questions } = await replica.reader.get(ada, run.number);
    expect(questions).toEqual([]);
    const asked = await ask(
      'SELECT count(*) AS grants FROM grants ORDER BY grants',
      run.number,
    );
    expect(asked.rows).toEqual([[String(GRANTS)]]);
    const [found] = await verifiedOf(run.number, await proofOf(asked));
    expect(found.proven).toBe(true);
  });
});

/** A workbook as a spreadsheet program saves it: shared strings, and a sheet. */
function workbookOf(people: string[][]): Uint8Array {
  const strings = ['Grant', 'Person', ...people.flat()];
  const xml = (text: string) => text.replace(/&/g, '&amp;');
  const cell = (column: string, row: number, at: number) =>
    `<c r="${column}${row}" t="s"><v>${at}</v></c>`;
  const rows = Array.from(
    { length: people.length + 1 },
    (_, i) =>
      `<row r="${i + 1}">${cell('A', i + 1, 2 * i)}${cell(
        'B',
        i + 1,
        2 * i + 1,
      )}</row>`,
  );
  const parts = {
    'xl/workbook.xml':
      '<workbook><sheets><sheet name="By hand" sheetId="1" r:id="rId1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels':
      '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
    'xl/styles.xml': '<styleSheet/>',
    'xl/sharedStrings.xml': `<sst>${strings
      .map(text => `<si><t>${xml(text)}</t></si>`)
      .join('')}</sst>`,
    'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${rows.join(
      '',
    )}</sheetData></worksheet>`,
  };
  return zipSync(
    Object.fromEntries(
      Object.entries(parts).map(([name, text]) => [name, strToU8(text)]),
    ),
  );
}
