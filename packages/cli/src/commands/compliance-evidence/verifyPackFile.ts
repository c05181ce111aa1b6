import {
  PackVerification,
  verifyPack,
} from '@countersign/plugin-compliance-evidence-common';
import { packTrust, Trust } from '../../input/trust';
import { PgliteEngine } from '../../engine/PgliteEngine';
import { newHash, sha256 } from './hashes';
import { openPackFile } from './openPackFile';
import { sqlParser } from './sqlParser';

/** Verifies a pack in a file, with every query run again in an engine that is gone afterwards. */
export async function verifyPackFile(
  path: string,
  { timeoutMs, ...trust }: Trust & { timeoutMs: number },
): Promise<PackVerification> {
  const { files, close } = await openPackFile(path);
  let engine: PgliteEngine | undefined;
  try {
    return await verifyPack(files, {
      ...packTrust(trust),
      parse: await sqlParser(),
      newHash,
      sha256,
      engine: async () => {
        engine = await PgliteEngine.start(timeoutMs);
        return engine;
      },
    });
  } finally {
    await engine?.close();
    await close();
  }
}
