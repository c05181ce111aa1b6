import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { LedgerStatus } from '@countersign/plugin-ledger-common';
import { onCall } from '../slo/ServicePromise';
import { OpenIncident } from './OpenIncident';

const SEALED_MS = 30_000;

/** One offline command proves what the ledgers say of it and of the alert that it came from. */
export async function proveIt(open: OpenIncident): Promise<void> {
  const { promise, number, alert } = open;
  const { cli, report } = promise.stage;
  report.heading('One offline command proves the story');
  // Left there, for whoever wants to repeat the command.
  const folder = mkdtempSync(path.join(tmpdir(), 'countersign-evidence-'));
  const proofs = [
    await proofOf(open, '/incident-management', `incidents/${number}`),
    await proofOf(open, '/service-levels', `alerts/${alert}`),
  ];
  const file = path.join(folder, `${number}.chain.evidence.json`);
  writeFileSync(file, Buffer.concat(proofs.map(({ bytes }) => bytes)));
  const verified = cli.run([
    ...['verify', file],
    ...proofs.flatMap(({ keys }) => keys.flatMap(key => ['--key', key])),
  ]);
  report.say(verified.out);
  report.expect(
    'the bundles prove it, each by its own log, and agree',
    verified.code === 0,
    `countersign verify ${file}`,
  );
}

/** The evidence of a record once its log has all of it, and the keys of that log. */
async function proofOf(
  { promise }: OpenIncident,
  area: string,
  record: string,
): Promise<{ bytes: Uint8Array; keys: string[] }> {
  const { portal } = promise.stage;
  const { verifierKeys: keys } = await promise.until(
    'The ledger seals it',
    SEALED_MS,
    async () => {
      const { body } = await portal.call<LedgerStatus>(
        onCall,
        'GET',
        `${area}/ledger`,
      );
      return body.pending === 0 ? body : undefined;
    },
  );
  const { bytes } = await portal.call(
    onCall,
    'GET',
    `${area}/${record}/evidence`,
  );
  return { bytes, keys };
}
