import {
  digestOfBytes,
  InquiryVerification,
  LaterEvidence,
  LedgerTrust,
  PackFiles,
  packPaths,
  PackVerification,
  ParseSql,
  verifyInquiry,
  verifyPack,
  VerifyPackOptions,
} from '@countersign/plugin-compliance-evidence-common';
import { BUNDLE_FORMAT } from '@countersign/plugin-ledger-common';
import type { JsonFile } from '../Area';
import { AskedInquiry, inquiriesAmong } from './inquiries';

/** What was given beside packs: questions about their runs, and evidence of the runs that was downloaded later. */
export interface BesidePack {
  inquiries: readonly AskedInquiry[];
  evidence: readonly LaterEvidence[];
}

/** A pack, and what was asked of its run. */
export interface VerifiedPack {
  pack: PackVerification;
  inquiries: { file: string; found: InquiryVerification }[];
}

/** What belongs to packs among what was given; each pack takes its own. */
export function besidePacks(documents: readonly JsonFile[]): BesidePack {
  return {
    inquiries: inquiriesAmong(documents),
    evidence: documents
      .filter(({ content }) => Object(content).format === BUNDLE_FORMAT)
      .map(({ file, bytes }) => ({ name: file, bytes })),
  };
}

/** Verifies a pack with what was given beside it. */
export async function verifyBeside(
  files: PackFiles,
  { inquiries, evidence }: BesidePack,
  options: VerifyPackOptions,
): Promise<VerifiedPack> {
  const about = await ofThisPack(files, inquiries, options);
  const pack = await verifyPack(files, {
    ...options,
    inquiries: about.map(({ document }) => document),
    laterEvidence: evidence,
  });
  return {
    pack,
    inquiries: about.map(({ file }, i) => ({ file, found: pack.inquiries[i] })),
  };
}

/** Those that asked the run of this very pack; others wait for theirs. */
async function ofThisPack(
  files: PackFiles,
  asked: readonly AskedInquiry[],
  options: LedgerTrust & { parse: ParseSql },
): Promise<AskedInquiry[]> {
  if (asked.length === 0 || !files.paths().includes(packPaths.manifest)) {
    return [];
  }
  const pieces: Uint8Array[] = [];
  for await (const piece of files.open(packPaths.manifest)) pieces.push(piece);
  const digest = digestOfBytes(joined(pieces));
  const found: AskedInquiry[] = [];
  for (const each of asked) {
    const { facts } = await verifyInquiry(each.document, options);
    if (facts?.run.manifestDigest === digest) found.push(each);
  }
  return found;
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(
    pieces.reduce((length, piece) => length + piece.length, 0),
  );
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
