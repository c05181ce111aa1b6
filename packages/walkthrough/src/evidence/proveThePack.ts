import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { LedgerStatus } from '@countersign/plugin-ledger-common';
import { owner, RunReport } from './RunReport';

/** Verifies the pack as an auditor does, then with one bit turned, then one row by itself. */
export async function proveThePack(run: RunReport): Promise<void> {
  const { portal, cli, report } = run.stage;
  report.heading('One offline command runs every query again');
  const { body: ledger } = await portal.call<LedgerStatus>(
    owner,
    'GET',
    '/compliance-evidence/ledger',
  );
  const keys = ledger.verifierKeys.flatMap(key => ['--key', key]);
  // Left there, for whoever wants to repeat the commands.
  const folder = mkdtempSync(path.join(tmpdir(), 'countersign-pack-'));
  const pack = path.join(folder, `${run.number}.zip`);
  const bytes = await run.bytes('/pack');
  writeFileSync(pack, bytes);
  const began = Date.now();
  const verified = cli.run(['verify', pack, ...keys]);
  report.say(verified.out);
  report.expect(
    'the pack proves what it says',
    verified.code === 0,
    `countersign verify ${pack}, in ${Date.now() - began} ms`,
  );

  const forged = path.join(folder, 'forged.zip');
  const turned = Uint8Array.from(bytes);
  turned[Math.floor(turned.length / 2)] ^= 1;
  writeFileSync(forged, turned);
  report.expect(
    'a pack with one bit turned proves nothing',
    cli.run(['verify', forged, ...keys]).code !== 0,
    `countersign verify ${forged}`,
  );

  const { questions } = await run.get();
  const question = questions.find(({ rows }) => rows > 0);
  if (!question) return;
  const row = `${question.name}/0`;
  const proven = cli.run(['verify', pack, '--row', row, ...keys]);
  report.say(proven.out);
  report.expect(
    'one row is proven by itself',
    proven.code === 0,
    `countersign verify ${pack} --row ${row}`,
  );
}
