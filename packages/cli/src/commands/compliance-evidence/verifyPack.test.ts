import { readFileSync } from 'fs';
import { newSigner } from '@countersign/plugin-ledger-common/testUtils';
import {
  accessReport,
  accessResults,
  accessSnapshots,
} from '../../__testUtils__/accessReport';
import { BuiltCli, nodes } from '../../__testUtils__/cli';
import { makeInquiry } from '../../__testUtils__/inquiry';
import { witnessKeyOf } from '../../__testUtils__/log';
import { Lie, makePack, runNumber, zipOf } from '../../__testUtils__/pack';

// Each test starts processes, on a machine that may be busy.
jest.setTimeout(240_000);

interface Found {
  file: string;
  proven: boolean;
  claims: { id: string; outcome: string; details: string[] }[];
}

describe('countersign verify of a pack', () => {
  const cli = new BuiltCli();
  afterAll(() => cli.dispose());

  const written = async (name: string, lie?: Lie) => {
    const pack = await makePack(lie);
    return { ...pack, path: cli.write(name, await zipOf(pack.files)) };
  };
  /** Verifies a pack in which the portal itself lies. */
  const verifyLie = async (lie: Lie, more: string[] = []) => {
    const { path, key } = await written('lie.zip', lie);
    const { stdout } = await cli.run([
      'verify',
      path,
      '--key',
      key,
      '--json',
      ...more,
    ]);
    const [found] = JSON.parse(stdout) as Found[];
    const failed = found.claims.filter(({ outcome }) => outcome !== 'holds');
    return {
      proven: found.proven,
      failed: failed.map(({ id }) => id),
      details: failed.flatMap(({ details }) => details).join('\n'),
    };
  };

  it.each(nodes())(
    'proves an honest pack alone, offline, on Node $version',
    async ({ path: node }) => {
      const { path, key } = await written('honest.zip');
      const { code, stdout, stderr } = await cli.run(
        ['verify', path, '--key', key],
        { node },
      );
      expect(stderr).toBe('');
      expect(stdout).toContain('honest.zip: PROVEN');
      expect(stdout).toContain(`${runNumber} of access`);
      expect(stdout.match(/✔/g)).toHaveLength(9);
      expect(stdout).toContain('grants-without-ticket: 2 rows.');
      expect(stdout).toContain('What this cannot show');
      expect(code).toBe(0);
    },
  );

  it('trusts no key that it was not given', async () => {
    const { path } = await written('untrusted.zip');
    const { code, stdout } = await cli.run(['verify', path]);
    expect(code).toBe(1);
    expect(stdout).toContain('NOT PROVEN');
    expect(stdout).toContain('is not among the keys you trust');
  });

  it('tells which file was changed, by one bit of any of them', async () => {
    const { files, key } = await makePack();
    const changed: [file: string, zip: string][] = [];
    for (const [file, data] of files) {
      const other = Uint8Array.from(data);
      other[Math.floor(other.length / 2)] ^= 4;
      const zip = await zipOf(
        [...files, [file, other]].reduce(
          (all, [name, content]) =>
            all.set(name as string, content as Uint8Array),
          new Map<string, Uint8Array>(),
        ),
      );
      changed.push([file, cli.write(`bit-${changed.length}.zip`, zip)]);
    }
    const missing = new Map(files);
    missing.delete('log/log.json');
    changed.push([
      'log/log.json',
      cli.write('missing.zip', await zipOf(missing)),
    ]);
    const more = new Map(files).set('results/more.csv', new Uint8Array([65]));
    changed.push([
      'results/more.csv',
      cli.write('more.zip', await zipOf(more)),
    ]);

    const { code, stdout } = await cli.run([
      'verify',
      ...changed.map(([, zip]) => zip),
      ...['--json', '--key', key],
    ]);
    expect(code).toBe(1);
    const found = JSON.parse(stdout) as Found[];
    expect(found).toHaveLength(files.size + 2);
    found.forEach(({ proven, claims }, i) => {
      expect(proven).toBe(false);
      const failed = claims.filter(({ outcome }) => outcome === 'fails');
      expect(failed.flatMap(({ details }) => details).join()).toContain(
        changed[i][0],
      );
    });
  });

  it('finds by running the queries again that a row was left out before all was signed', async () => {
    const results = {
      'grants-without-ticket': accessResults['grants-without-ticket'].replace(
        /^G3.*\n/m,
        '',
      ),
    };
    expect(await verifyLie({ results })).toMatchObject({
      proven: false,
      failed: ['answers'],
      details: expect.stringContaining('grants-without-ticket gives sha256:'),
    });
  });

  it('finds that a snapshot or a parameter was changed after the ledger told of it', async () => {
    const honest = await makePack();
    const entries = JSON.stringify(honest.manifest.evidence[0].sha256);
    const snapshots = { grants: accessSnapshots.grants.replace('cem', 'eve') };
    const results = {
      'grants-without-ticket': accessResults['grants-without-ticket'].replace(
        'cem',
        'eve',
      ),
    };
    const found = await verifyLie({
      snapshots,
      results,
      told: told =>
        told.map(entry =>
          entry.type === 'run.snapshot_taken' &&
          (entry.data as { source: string }).source === 'grants'
            ? {
                ...entry,
                data: { ...(entry.data as {}), sha256: JSON.parse(entries) },
              }
            : entry,
        ),
    });
    expect(found.failed).toEqual(['ledger']);
    expect(found.details).toContain(
      'The snapshot of grants differs from the manifest in sha256.',
    );

    const other = await verifyLie({
      manifest: manifest => ({
        ...manifest,
        run: { ...manifest.run, parameters: { quarter: '2026Q2' } },
      }),
    });
    expect(other.failed).toContain('report');
    expect(other.details).toContain('Its period is 2026-03-31T22:00:00.000Z');
  });

  it('says by name and line which record is not as the report declares it', async () => {
    const found = await verifyLie({
      report: {
        'report.yaml': accessReport['report.yaml'].replace(
          'name: member, type: text',
          'name: member, type: text, from: members',
        ),
      },
    });
    expect(found.failed).toEqual(['staged', 'answers']);
    expect(found.details).toContain(
      'grants: Line 1: the column member is missing: there is no members, but there is member, which may be its new name.',
    );
  });

  it('never runs a query outside the profile, and stops one that does not end', async () => {
    const query = (sql: string) => ({
      'queries/grants.sql': `${
        accessReport['queries/grants.sql'].split('SELECT')[0]
      }${sql}\n`,
    });
    const outside = await verifyLie({
      report: query(
        "SELECT grant_id, pg_read_file('/etc/passwd') AS granted_at, evidence_id FROM grants ORDER BY grant_id",
      ),
    });
    expect(outside.failed).toEqual(['profile', 'staged', 'answers']);
    expect(outside.details).toContain(
      'the function pg_read_file is not in the portable profile',
    );

    const endless = await verifyLie(
      {
        report: query(
          'SELECT g.grant_id, count(*) AS n, min(g.evidence_id) AS evidence_id FROM grants g, generate_series(1, 1000000) AS a(a), generate_series(1, 1000000) AS b(b) GROUP BY g.grant_id ORDER BY g.grant_id',
        ),
      },
      ['--timeout', '2s'],
    );
    expect(endless.failed).toEqual(['answers']);
    expect(endless.details).toContain('longer than 2 seconds');
  });

  it('proves one row by a file small enough to be mailed, and no other row by it', async () => {
    const { path, key } = await written('rows.zip');
    const one = await cli.run([
      ...[
        'verify',
        path,
        '--key',
        key,
        '--row',
        'grants/2',
        '--out',
        'row.json',
      ],
    ]);
    expect([one.code, one.stderr]).toEqual([0, '']);
    const alone = await cli.run(['verify', 'row.json', '--key', key]);
    expect(alone.code).toBe(0);
    expect(alone.stdout).toContain(
      'G3,2026-09-01 08:00:00+00,12345678901234567890.5',
    );
    expect(alone.stdout).toContain('The system of tickets as of 2026-09-30');

    const forged = await cli.run(['verify', '-', '--key', key], {
      stdin: JSON.stringify({
        ...JSON.parse(readFileSync(`${cli.folder}/row.json`, 'utf8')),
        ...{ index: 3 },
      }),
    });
    expect(forged.code).toBe(1);
    const none = await cli.run([
      'verify',
      path,
      '--key',
      key,
      '--row',
      'grants/3',
    ]);
    expect([none.code, none.stderr]).toEqual([
      2,
      expect.stringContaining('grants has rows 0 to 2, not 3'),
    ]);
    // A row has no ledger that anybody could have seen.
    const witnessed = await cli.run([
      ...['verify', 'row.json', '--key', key],
      ...['--witness', witnessKeyOf(newSigner('auditor.example/w1'))],
    ]);
    expect(witnessed.code).toBe(1);
    expect(witnessed.stdout).toContain('verify the whole pack for them');
  });

  it('answers again what was asked of the run, and demands a witness of it too', async () => {
    const witness = newSigner('auditor.example/w1');
    const pack = await makePack({
      anchors: async (_, size) => [{ size, witness }],
    });
    const path = cli.write('asked.zip', await zipOf(pack.files));
    const verify = async (
      asked: Parameters<typeof makeInquiry>[1],
      more: string[] = [],
    ) => {
      const document = await makeInquiry(pack, asked);
      const file = cli.write('INQ.inquiry.json', JSON.stringify(document));
      const { code, stdout } = await cli.run([
        ...['verify', path, file, '--key', pack.key, '--json', ...more],
      ]);
      const [, inquiry] = JSON.parse(stdout) as Found[];
      const failed = inquiry.claims.filter(each => each.outcome === 'fails');
      return {
        code,
        proven: inquiry.proven,
        failed: failed.map(({ id }) => id),
        details: failed.flatMap(({ details }) => details).join('\n'),
      };
    };
    expect(await verify({})).toMatchObject({ code: 0, proven: true });
    // Kept, signed and logged as the answer, and not what the data say.
    expect(await verify({ result: 'member\nben\ncem\n' })).toMatchObject({
      code: 1,
      failed: ['again'],
    });

    const demand = ['--witness', witnessKeyOf(witness)];
    expect(
      await verify({ anchors: size => [{ size, witness }] }, demand),
    ).toMatchObject({ code: 0, proven: true });
    expect(
      await verify({ anchors: size => [{ size: size - 1, witness }] }, demand),
    ).toMatchObject({
      code: 1,
      failed: ['witnessed'],
      details: expect.stringContaining('download INQ0000007 anew'),
    });
  });
});
