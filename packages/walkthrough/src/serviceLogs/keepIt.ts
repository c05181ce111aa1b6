import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { KeptPayloads } from '@countersign/plugin-governance-common';
import { LedgerStatus } from '@countersign/plugin-ledger-common';
import { LogExport } from '@countersign/plugin-service-logs-common';
import { onCall } from '../slo/ServicePromise';
import { Trouble } from '../Trouble';
import { filter, LoggedIncident } from './LoggedIncident';

const SEALED_MS = 30_000;

/** The result is kept, one offline command proves it, and finds a line that was changed. */
export async function keepIt(incident: LoggedIncident): Promise<void> {
  const { promise } = incident;
  const { report, portal, cli } = promise.stage;
  report.heading('The result is kept as evidence');
  const { status, body: kept } = await incident.act<LogExport>(
    '/service-logs/exports',
    { ...incident.around, filter, reason: incident.number },
  );
  if (status !== 201) {
    throw new Trouble(`The portal answered ${status} to an export`);
  }
  const { verifierKeys } = await promise.until(
    'The ledger seals it',
    SEALED_MS,
    async () => {
      const ledger = await incident.read<LedgerStatus>('/ledger');
      return ledger.pending === 0 ? ledger : undefined;
    },
  );
  // Left there, for whoever wants to repeat the command.
  const folder = mkdtempSync(path.join(tmpdir(), 'countersign-logs-'));
  const { number, count } = kept;
  const fetched = async (part: 'evidence' | 'payloads') => {
    const { bytes } = await portal.call(
      onCall,
      'GET',
      `/service-logs/exports/${number}/${part}`,
    );
    const file = path.join(folder, `${number}.${part}.json`);
    writeFileSync(file, bytes);
    return { file, text: new TextDecoder().decode(bytes) };
  };
  const [evidence, payloads] = [
    await fetched('evidence'),
    await fetched('payloads'),
  ];
  const verify = (result: string) =>
    cli.run([
      ...['verify', evidence.file, result],
      ...verifierKeys.flatMap(key => ['--key', key]),
    ]);
  const honest = verify(payloads.file);
  report.say(honest.out.split('\n\n')[0]);
  report.expect(
    'one offline command proves what the log answered',
    honest.code === 0,
    `${count} entries: countersign verify ${evidence.file} ${payloads.file}`,
  );
  const forged = path.join(folder, `${number}.forged.payloads.json`);
  writeFileSync(forged, improved(payloads.text));
  report.expect('a line that was changed is found', verify(forged).code === 1);
}

/** One answer never failed. */
function improved(text: string): string {
  const kept: KeptPayloads = JSON.parse(text);
  return JSON.stringify({
    ...kept,
    payloads: kept.payloads.map(({ body }) => ({
      body: body.replace(/"status":5\d\d/, '"status":200'),
    })),
  });
}
