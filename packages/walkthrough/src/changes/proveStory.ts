import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Deployment } from './Deployment';

/** @param kept - the checkpoint that an auditor kept before the first step; absent when the log was empty */
export async function proveStory(
  deployment: Deployment,
  number: string,
  kept: string | undefined,
): Promise<void> {
  const { report, cli } = deployment.stage;
  report.heading('One offline command proves the whole story');
  const since = kept ? `?${new URLSearchParams({ since: kept })}` : '';
  const { bytes } = await deployment.read(
    `/changes/${number}/evidence${since}`,
  );
  // Left there, for whoever wants to repeat the command.
  const directory = mkdtempSync(path.join(tmpdir(), 'countersign-evidence-'));
  const write = (name: string, content: string | Uint8Array) => {
    const file = path.join(directory, name);
    writeFileSync(file, content);
    return file;
  };
  const bundle = write(`${number}.evidence.json`, bytes);
  const { verifierKeys } = await deployment.ledger();
  const trust = [
    ...verifierKeys.flatMap(key => ['--key', key]),
    ...(kept ? ['--older-checkpoint', write('kept.checkpoint', kept)] : []),
  ];
  const verified = cli.run(['verify', bundle, ...trust]);
  report.say(verified.out);
  report.expect(
    'the bundle proves it',
    verified.code === 0,
    `countersign verify ${bundle}`,
  );
  if (kept) {
    report.expect(
      'nothing in the log was changed since the checkpoint kept before the first step',
      verified.out.includes('Growth'),
    );
  }
  report.expect(
    'the bundle holds no secret',
    !new TextDecoder().decode(bytes).includes(deployment.secret),
  );
  const forged = write('forged.evidence.json', flipBit(bytes));
  const tampered = cli.run(['verify', forged, ...trust]);
  report.expect(
    'one flipped bit is found',
    tampered.code !== 0,
    `exit ${tampered.code}`,
  );
}

/** Changes one bit in the middle. */
function flipBit(bytes: Uint8Array): Uint8Array {
  const forged = Uint8Array.from(bytes);
  forged[Math.floor(forged.length / 2)] ^= 1;
  return forged;
}
