import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { LedgerStatus } from '@countersign/plugin-ledger-common';
import { onCall, ServicePromise } from './slo/ServicePromise';

const SEALED_MS = 30_000;

/** A record of an area that has a ledger. */
export interface ProvenRecord {
  /** From the portal's `/api`, such as `/incident-management`. */
  area: string;
  /** Below it, such as `incidents/INC0000042`. */
  record: string;
}

/**
 * Puts the evidence of records into one file, and has the command line prove it offline.
 *
 * @param name - of the file
 */
export async function proveTogether(
  promise: ServicePromise,
  name: string,
  records: readonly ProvenRecord[],
): Promise<void> {
  const { cli, report } = promise.stage;
  // Left there, for whoever wants to repeat the command.
  const folder = mkdtempSync(path.join(tmpdir(), 'countersign-evidence-'));
  const proofs: Proof[] = [];
  for (const each of records) proofs.push(await proofOf(promise, each));
  const file = path.join(folder, `${name}.chain.evidence.json`);
  writeFileSync(file, Buffer.concat(proofs.map(({ bytes }) => bytes)));
  const keys = new Set(proofs.flatMap(proof => proof.keys));
  const verified = cli.run([
    ...['verify', file],
    ...[...keys].flatMap(key => ['--key', key]),
  ]);
  report.say(verified.out);
  report.expect(
    'the bundles prove it, each by its own log, and agree',
    verified.code === 0,
    `countersign verify ${file}`,
  );
}

interface Proof {
  bytes: Uint8Array;
  keys: string[];
}

/** The evidence of a record once its log has all of it, and the keys of that log. */
async function proofOf(
  promise: ServicePromise,
  { area, record }: ProvenRecord,
): Promise<Proof> {
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
