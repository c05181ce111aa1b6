import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { LedgerStatus } from '@countersign/plugin-ledger-common';
import { onCall } from '../slo/ServicePromise';
import { OpenIncident } from './OpenIncident';

const SEALED_MS = 30_000;

/** One offline command proves what the ledger says of it. */
export async function proveIt(open: OpenIncident): Promise<void> {
  const { promise, number } = open;
  const { portal, cli, report } = promise.stage;
  report.heading('One offline command proves the story');
  const status = await promise.until(
    'The ledger seals it',
    SEALED_MS,
    async () => {
      const { body } = await portal.call<LedgerStatus>(
        onCall,
        'GET',
        '/incident-management/ledger',
      );
      return body.pending === 0 ? body : undefined;
    },
  );
  const { bytes } = await portal.call(
    onCall,
    'GET',
    `/incident-management/incidents/${number}/evidence`,
  );
  // Left there, for whoever wants to repeat the command.
  const file = path.join(
    mkdtempSync(path.join(tmpdir(), 'countersign-evidence-')),
    `${number}.evidence.json`,
  );
  writeFileSync(file, bytes);
  const verified = cli.run([
    'verify',
    file,
    ...status.verifierKeys.flatMap(key => ['--key', key]),
  ]);
  report.say(verified.out);
  report.expect(
    'the bundle proves it',
    verified.code === 0,
    `countersign verify ${file}`,
  );
}
