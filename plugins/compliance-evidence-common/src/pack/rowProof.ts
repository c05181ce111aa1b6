import {
  fromBase64,
  Sha256,
  TreeHasher,
  verifyInclusion,
} from '@countersign/plugin-ledger-common';
import { strictly } from '@countersign/plugin-governance-common';
import { z } from 'zod';
import { RowLeaf } from '../evidence/model';
import { rowLeafSchema, rowLeafText } from '../evidence/rowLeaf';
import { DsseEnvelope, dsseEnvelopeSchema, dsseFile } from './dsse';
import { openManifest, SignedManifest } from './statement';

export const ROW_PROOF_FORMAT = 'countersign-row/v1';

/** That one row is in a pack: small enough for an e-mail. */
export interface RowProof {
  format: typeof ROW_PROOF_FORMAT;
  leaf: RowLeaf;
  /** In the tree of all rows. */
  index: number;
  /** Hashes in base64. */
  proof: string[];
  manifest: DsseEnvelope;
}

export const rowProofSchema = strictly({
  format: z.literal(ROW_PROOF_FORMAT),
  leaf: rowLeafSchema,
  index: z.int().min(0),
  proof: z.array(z.string()).max(64),
  manifest: dsseEnvelopeSchema,
}) satisfies z.ZodType<RowProof>;

/** What the proof of a row shows, beside whether its key is to be trusted. */
export interface ProvenRow {
  leaf: RowLeaf;
  signed: SignedManifest;
}

/**
 * Verifies that a row is one of those that a signed manifest counts, under its question and in its place.
 *
 * @throws SyntaxError or ProofError which says what is wrong
 */
export function verifyRow(
  { leaf, index, proof, manifest: envelope }: RowProof,
  sha256?: Sha256,
): ProvenRow {
  const signed = openManifest(dsseFile(envelope));
  const { questions, rows } = signed.manifest;
  const question = questions.find(({ name }) => name === leaf.question);
  if (!question) {
    throw new SyntaxError(`the manifest has no question ${leaf.question}`);
  }
  if (question.version !== leaf.version) {
    throw new SyntaxError(
      `the row is of version ${leaf.version} of ${leaf.question}, the manifest of version ${question.version}`,
    );
  }
  if (
    leaf.position >= question.rows ||
    index !== question.first + leaf.position
  ) {
    throw new SyntaxError(
      `row ${leaf.position} of ${leaf.question} is not row ${index} of the pack`,
    );
  }
  const hasher = new TreeHasher(sha256);
  verifyInclusion(
    {
      index,
      size: rows.size,
      leafHash: hasher.leaf(rowLeafText(leaf)),
      root: fromBase64(rows.root),
      proof: proof.map(fromBase64),
    },
    hasher,
  );
  return { leaf, signed };
}
