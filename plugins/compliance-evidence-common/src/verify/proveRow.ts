import { Sha256, TreeHasher } from '@countersign/plugin-ledger-common';
import { RowLeaf } from '../evidence/model';
import { readResult } from '../evidence/readResult';
import { rowLeafText } from '../evidence/rowLeaf';
import { RowProofs } from '../evidence/RowTree';
import { packPaths } from '../pack/model';
import { ROW_PROOF_FORMAT, RowProof } from '../pack/rowProof';
import { openManifest } from '../pack/statement';
import { PackFiles, readWholeText } from './files';

/**
 * Takes one row out of a pack, with what proves it.
 *
 * @throws SyntaxError where the pack has no such row, or its manifest does not verify
 */
export async function proveRow(
  files: PackFiles,
  question: string,
  position: number,
  sha256?: Sha256,
): Promise<RowProof> {
  const { manifest, envelope } = openManifest(
    await readWholeText(files, packPaths.manifest),
  );
  const asked = manifest.questions.find(({ name }) => name === question);
  if (!asked) {
    throw new SyntaxError(
      `there is no question ${question}; the pack has ${manifest.questions
        .map(({ name }) => name)
        .join(', ')}`,
    );
  }
  if (position >= asked.rows) {
    throw new SyntaxError(
      asked.rows === 0
        ? `${question} has no rows`
        : `${question} has rows 0 to ${asked.rows - 1}, not ${position}`,
    );
  }
  const hasher = new TreeHasher(sha256);
  const leaves: Uint8Array[] = [];
  let leaf: RowLeaf | undefined;
  for (const each of manifest.questions) {
    const { rows } = readResult(files.open(packPaths.result(each.name)), {
      question: each.name,
      version: each.version,
    });
    for await (const row of rows) {
      leaves.push(hasher.leaf(rowLeafText(row.leaf)));
      if (each === asked && row.leaf.position === position) leaf = row.leaf;
    }
  }
  if (!leaf) throw new SyntaxError(`${question} has no row ${position}`);
  const index = asked.first + position;
  return {
    format: ROW_PROOF_FORMAT,
    leaf,
    index,
    proof: new RowProofs(leaves, sha256).proof(index),
    manifest: envelope,
  };
}
