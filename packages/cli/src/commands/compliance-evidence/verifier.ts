import {
  looksLikeInquiry,
  verifyInquiry,
} from '@countersign/plugin-compliance-evidence-common';
import { packTrust } from '../../input/trust';
import { FileVerifier } from '../Area';
import { besidePacks } from './besidePack';
import { checkRow, rowProofIn } from './checkRow';
import { sha256 } from './hashes';
import { inquiryFinding, inquiryIn } from './inquiries';
import { packLines } from './packLines';
import { rowOfPack } from './rows';
import { sqlParser } from './sqlParser';
import { verifyPackFile } from './verifyPackFile';

/** The bytes that every zip begins with. */
const ZIP = 'PK\u0003\u0004';

/** How `countersign verify` reads packs of compliance evidence, and proofs of their rows. */
export const evidenceVerifier: FileVerifier = {
  recognises: head =>
    Buffer.from(head.subarray(0, ZIP.length)).toString('latin1') === ZIP,
  async verify(file, { timeoutMs, row, out, documents, ...trust }) {
    if (row !== undefined) return rowOfPack(file, row, { ...trust, out });
    const { pack: found, inquiries } = await verifyPackFile(
      file,
      besidePacks(documents),
      { ...trust, timeoutMs },
    );
    return {
      proven: found.proven,
      json: { file, ...found },
      lines: packLines(file, found, { hasKeys: trust.trustedKeys.length > 0 }),
      about: new Map(
        inquiries.map(each => [
          each.file,
          inquiryFinding(each.file, each.found),
        ]),
      ),
    };
  },
  async document(file, content, trust) {
    if (looksLikeInquiry(content)) {
      const found = await verifyInquiry(inquiryIn(file, content), {
        ...packTrust(trust),
        sha256,
        parse: await sqlParser(),
      });
      return inquiryFinding(file, found);
    }
    const proof = rowProofIn(content);
    return proof && checkRow(file, proof, trust, sha256);
  },
};
