import { looksLikeInquiry } from '@countersign/plugin-compliance-evidence-common';
import { FileVerifier } from '../Area';
import { checkRow, rowProofIn } from './checkRow';
import { sha256 } from './hashes';
import {
  inquiriesAmong,
  inquiryFinding,
  inquiryIn,
  verifyAlone,
} from './inquiries';
import { packLines } from './packLines';
import { rowOfPack } from './rows';
import { verifyPackFile } from './verifyPackFile';

/** The bytes that every zip begins with. */
const ZIP = 'PK\u0003\u0004';

/** How `countersign verify` reads packs of compliance evidence, and proofs of their rows. */
export const evidenceVerifier: FileVerifier = {
  recognises: head =>
    Buffer.from(head.subarray(0, ZIP.length)).toString('latin1') === ZIP,
  async verify(file, { timeoutMs, row, out, documents, ...trust }) {
    const { trustedKeys } = trust;
    if (row !== undefined) return rowOfPack(file, row, { trustedKeys, out });
    const { pack: found, inquiries } = await verifyPackFile(file, {
      ...trust,
      timeoutMs,
      asked: inquiriesAmong(documents),
    });
    return {
      proven: found.proven,
      json: { file, ...found },
      lines: packLines(file, found, { hasKeys: trustedKeys.length > 0 }),
      about: new Map(
        inquiries.map(each => [
          each.file,
          inquiryFinding(each.file, each.found),
        ]),
      ),
    };
  },
  async document(file, content, { trustedKeys }) {
    if (looksLikeInquiry(content)) {
      const document = inquiryIn(file, content);
      return inquiryFinding(file, await verifyAlone(document, trustedKeys));
    }
    const proof = rowProofIn(content);
    return proof && checkRow(file, proof, trustedKeys, sha256);
  },
};
