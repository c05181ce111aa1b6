import {
  digestOfBytes,
  InquiryVerification,
  PackFiles,
  packPaths,
  PackVerification,
  verifyPack,
} from '@countersign/plugin-compliance-evidence-common';
import { packTrust, Trust } from '../../input/trust';
import { PgliteEngine } from '../../engine/PgliteEngine';
import { newHash, sha256 } from './hashes';
import { AskedInquiry, manifestAskedOf } from './inquiries';
import { openPackFile } from './openPackFile';
import { sqlParser } from './sqlParser';

/** A pack, and what was asked of its run. */
export interface VerifiedPackFile {
  pack: PackVerification;
  inquiries: { file: string; found: InquiryVerification }[];
}

/** Verifies a pack in a file, with every query run again in an engine that is gone afterwards, and every inquiry about it. */
export async function verifyPackFile(
  path: string,
  {
    timeoutMs,
    asked = [],
    ...trust
  }: Trust & { timeoutMs: number; asked?: readonly AskedInquiry[] },
): Promise<VerifiedPackFile> {
  const { files, close } = await openPackFile(path);
  let engine: PgliteEngine | undefined;
  try {
    const about = await ofThisPack(files, asked, trust.trustedKeys);
    const pack = await verifyPack(files, {
      ...packTrust(trust),
      parse: await sqlParser(),
      newHash,
      sha256,
      engine: async () => {
        engine = await PgliteEngine.start(timeoutMs);
        return engine;
      },
      inquiries: about.map(({ document }) => document),
    });
    return {
      pack,
      inquiries: about.map(({ file }, i) => ({
        file,
        found: pack.inquiries[i],
      })),
    };
  } finally {
    await engine?.close();
    await close();
  }
}

/** Those that asked the run of this very pack; others wait for theirs. */
async function ofThisPack(
  files: PackFiles,
  asked: readonly AskedInquiry[],
  trustedKeys: readonly string[],
): Promise<AskedInquiry[]> {
  if (asked.length === 0 || !files.paths().includes(packPaths.manifest)) {
    return [];
  }
  const pieces: Uint8Array[] = [];
  for await (const piece of files.open(packPaths.manifest)) pieces.push(piece);
  const digest = digestOfBytes(Buffer.concat(pieces));
  const found: AskedInquiry[] = [];
  for (const each of asked) {
    const manifest = await manifestAskedOf(each.document, trustedKeys);
    if (manifest === digest) found.push(each);
  }
  return found;
}
