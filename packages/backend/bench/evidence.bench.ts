/**
 * Compliance evidence end to end, as the seed's author would have it: 200 applications, five sources, so many source rows, on
 * a portal of its own; then the run is asked something, two such runs are compared, the pack is verified by the command line
 * as it is delivered and by its page in a browser, one row is proven, and a plain script makes the same workbook. First a
 * tenth of it, for how time and memory grow. Run with
 * `COUNTERSIGN_BENCH_PG=postgresql://… tsx packages/backend/bench/evidence.bench.ts [rows]`; a profile of the portal is written
 * to the folder that COUNTERSIGN_BENCH_PROFILE names, and the pack with its key to that of COUNTERSIGN_BENCH_KEEP.
 */
import { generateKeyPairSync, randomBytes } from 'crypto';
import { mkdtemp, rm, writeFile } from 'fs/promises';
import { tmpdir } from 'os';
import path from 'path';
import { Entity } from '@backstage/catalog-model';
import knexFactory from 'knex';
import {
  Figures,
  machine,
} from '../../../plugins/change-management-backend/bench/figures';
import { dropDatabases } from './dropDatabases';
import { EvidenceRuns, MeasuredRun } from './evidenceRuns';
import { runPlainScript } from './plainScript';
import { forgetPeak, peakOf, runNode } from './processes';
import { startPortal } from './startPortal';

const rows = Number(process.argv[2] ?? 1_000_000);
const root = path.resolve(__dirname, '../../..');
const REPORT = 'sox-access-and-change';
const person = 'user:default/bench';
const systems = [
  'iam-logs',
  'ticketing',
  'backup-tooling',
  'database-audit',
  'role-catalog',
];

const estate: Entity[] = [
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: { name: 'bench' },
    spec: { memberOf: [] },
  },
];

/** Asked afterwards: every row of the largest tables is looked at. */
const questions = [
  `SELECT a.cluster, g.role, count(*) AS grants, min(g.granted_at) AS first FROM access_grants g
   JOIN applications a ON a.application = g.application GROUP BY a.cluster, g.role ORDER BY a.cluster, g.role`,
  `SELECT a.cluster, c.command, count(*) AS changes FROM database_changes c
   JOIN applications a ON a.application = c.application GROUP BY a.cluster, c.command ORDER BY a.cluster, c.command`,
  `SELECT k.outcome, count(*) AS backups FROM backups k GROUP BY k.outcome ORDER BY k.outcome`,
];

/** What one portal made of so many rows. */
interface Measured {
  runs: MeasuredRun[];
  peak: number;
  idle: number;
}

/** Runs the report for each quarter on a portal of its own, and does with it what follows. */
async function onPortal(
  connection: string,
  size: number,
  quarters: readonly string[],
  then: (
    runs: EvidenceRuns,
    measured: Measured,
    token: string,
  ) => Promise<void>,
): Promise<void> {
  const prefix = `countersign_bench_${randomBytes(6).toString('hex')}_`;
  const store = await mkdtemp(path.join(tmpdir(), 'countersign-evidence-'));
  const { privateKey } = generateKeyPairSync('ed25519');
  const portal = await startPortal({
    connection,
    prefix,
    people: [person],
    estate,
    signingKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    program: 'evidencePortal.ts',
    pipelineOf: 'compliance-evidence',
    config: {
      governance: { demo: true },
      complianceEvidence: {
        reports: { folder: path.join(root, 'reports') },
        store: { folder: store },
        sources: systems.map(name => ({
          name,
          kind: 'demo',
          with: { rows: size },
        })),
      },
    },
  });
  try {
    await forgetPeak(portal.pid);
    const idle = await peakOf(portal.pid);
    const runs = new EvidenceRuns(portal, REPORT);
    const made: MeasuredRun[] = [];
    for (const quarter of quarters) made.push(await runs.run(quarter));
    const peak = await peakOf(portal.pid);
    const token = await portal.tokenOf(person);
    await then(runs, { runs: made, peak, idle }, token);
  } finally {
    await portal.stop();
    await rm(store, { recursive: true, force: true });
    await cleanUp(connection, prefix);
  }
}

async function cleanUp(connection: string, prefix: string) {
  const admin = knexFactory({ client: 'pg', connection });
  try {
    await dropDatabases(admin, prefix);
  } finally {
    await admin.destroy();
  }
}

/** The command line as it is delivered, over packs. */
async function verifyPacks(
  folder: string,
  file: string,
  key: string,
  figures: Figures,
) {
  const cli = path.join(folder, 'countersign.cjs');
  await runNode([path.join(root, 'packages/cli/build.mjs'), cli]);
  const whole = await runNode([cli, 'verify', file, '--key', key]);
  if (!whole.stdout.includes(': PROVEN')) throw new Error(whole.stdout);
  figures.value('verify the pack', whole.seconds, 's', 1);
  figures.value('verify the pack, peak memory', whole.peak, 'MB', 1);
  const row = ['--row', 'privileged-access/0'];
  const one = await runNode([cli, 'verify', file, '--key', key, ...row]);
  figures.value('verify one row', one.seconds, 's', 1);
  await verifyInPage(cli, file, key, figures);
}

/** The page that the command line writes, in a browser where there is one. */
async function verifyInPage(
  cli: string,
  file: string,
  key: string,
  figures: Figures,
) {
  const page = path.join(path.dirname(cli), 'verify.html');
  await runNode([cli, 'verify', '--page', page]);
  const script = path.join(root, 'packages/cli/bench/verifyInPage.ts');
  const opened = await runNode(['--import', 'tsx', script, page, file, key]);
  const { seconds, said } = JSON.parse(opened.stdout);
  if (!said.includes('1 of 1 proven')) throw new Error(said);
  figures.value('verify the pack in the page', seconds, 's', 1);
}

/** What the portal is held against: the same workbook and nothing else, of data that lie there. */
async function comparePlainly(
  folder: string,
  file: string,
  { answers, seconds, phases }: MeasuredRun,
  figures: Figures,
) {
  const plain = await runPlainScript(file, folder);
  if (!plain) return;
  if (JSON.stringify(plain.answers) !== JSON.stringify(answers)) {
    throw new Error(
      `The plain script has other rows: ${JSON.stringify(
        plain.answers,
      )}, not ${JSON.stringify(answers)}`,
    );
  }
  figures.value('plain script', plain.seconds, 's', 1);
  figures.value('plain script, peak memory', plain.peak, 'MB', 1);
  figures.value(
    'plain script, of the time of the run',
    plain.seconds / seconds,
    'times',
    1,
  );
  figures.value(
    'plain script, of the time of the run after its snapshots',
    plain.seconds / (seconds - phases.snapshot),
    'times',
    1,
  );
}

function phaseFigures(figures: Figures, { phases, seconds }: MeasuredRun) {
  figures.value('run, end to end', seconds, 's', 1);
  for (const [phase, took] of Object.entries(phases)) {
    figures.value(`run, ${phase}`, took, 's', 1);
  }
}

async function main() {
  const connection = process.env.COUNTERSIGN_BENCH_PG;
  if (!connection) {
    throw new Error(
      'Set COUNTERSIGN_BENCH_PG to a PostgreSQL connection string whose user may create databases',
    );
  }
  const admin = knexFactory({ client: 'pg', connection });
  const { rows: shown } = await admin.raw('SHOW server_version');
  await admin.destroy();
  const setup = (of: number) =>
    `${machine(
      shown[0].server_version,
    )}, on the same machine, ${of} source rows of 5 systems and 200 applications`;
  const folder = await mkdtemp(path.join(tmpdir(), 'countersign-bench-'));
  const kept = process.env.COUNTERSIGN_BENCH_KEEP;
  try {
    let tenth: Measured | undefined;
    const small = Math.round(rows / 10);
    await onPortal(connection, small, ['2026Q3'], async (_, measured) => {
      const figures = new Figures('evidence', setup(small));
      phaseFigures(figures, measured.runs[0]);
      figures.value('portal, peak memory', measured.peak, 'MB', 1);
      tenth = measured;
    });
    await onPortal(
      connection,
      rows,
      ['2026Q2', '2026Q3'],
      async (runs, all, token) => {
        const figures = new Figures('evidence', setup(rows));
        const [older, newer] = all.runs;
        phaseFigures(figures, newer);
        figures.value('source rows', newer.sourceRows, 'rows', 1);
        figures.value('rows of all answers', newer.resultRows, 'rows', 1);
        figures.value('portal, memory before', all.idle, 'MB', 1);
        figures.value('portal, peak memory', all.peak, 'MB', 2);
        figures.value(
          'ten times the rows, time',
          newer.seconds / tenth!.runs[0].seconds,
          'times',
          1,
        );
        figures.value(
          'ten times the rows, peak memory',
          all.peak / tenth!.peak,
          'times',
          1,
        );
        const compared = await runs.compare(newer.number, older.number);
        figures.value('compare two runs', compared, 's', 1);
        for (const [i, sql] of questions.entries()) {
          const took = await runs.ask(newer.number, sql, token);
          figures.value(`question ${i + 1} afterwards`, took, 's', 1);
        }
        const file = path.join(kept ?? folder, 'pack.zip');
        const pack = await runs.pack(newer.number);
        const key = await runs.verifierKey();
        await writeFile(file, pack);
        if (kept) await writeFile(path.join(kept, 'pack.key'), key);
        figures.value('pack', pack.length / 1e6, 'MB', 1);
        await verifyPacks(folder, file, key, figures);
        await comparePlainly(folder, file, newer, figures);
      },
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

main().catch(error => {
  process.stderr.write(
    `${error instanceof Error ? error.stack : String(error)}\n`,
  );
  // What the portal said of it.
  if (error?.body) process.stderr.write(`${JSON.stringify(error.body)}\n`);
  process.exitCode = 1;
});
