import { packTrust, Trust } from '../../input/trust';
import { PgliteEngine } from '../../engine/PgliteEngine';
import { BesidePack, VerifiedPack, verifyBeside } from './besidePack';
import { newHash, sha256 } from './hashes';
import { openPackFile } from './openPackFile';
import { sqlParser } from './sqlParser';

/** Verifies a pack in a file, with every query run again in an engine that is gone afterwards, and every inquiry about it. */
export async function verifyPackFile(
  path: string,
  beside: BesidePack,
  { timeoutMs, ...trust }: Trust & { timeoutMs: number },
): Promise<VerifiedPack> {
  const { files, close } = await openPackFile(path);
  let engine: PgliteEngine | undefined;
  try {
    return await verifyBeside(files, beside, {
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
