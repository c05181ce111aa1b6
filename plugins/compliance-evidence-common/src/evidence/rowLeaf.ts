import { z } from 'zod';
import { strictly } from '@countersign/plugin-governance-common';
import { EVIDENCE_COLUMN } from '../report/staged';
import { RowLeaf } from './model';

export const rowLeafSchema = strictly({
  question: z.string(),
  version: z.string(),
  position: z.int().min(0),
  row: z.string(),
  evidence: z.array(z.string()),
}) satisfies z.ZodType<RowLeaf>;

/** The canonical JSON (RFC 8785) of a leaf: what is hashed. By hand, for there are as many as rows. */
export function rowLeafText(leaf: RowLeaf): string {
  return `{"evidence":${JSON.stringify(leaf.evidence)},"position":${
    leaf.position
  },"question":${JSON.stringify(leaf.question)},"row":${JSON.stringify(
    leaf.row,
  )},"version":${JSON.stringify(leaf.version)}}`;
}

/** The column by which a query says what of the catalog a row is about. */
export const ENTITY_COLUMN = 'entity_ref';

/** Whether a column of a result names evidence. */
export function isEvidenceColumn(name: string): boolean {
  return name === EVIDENCE_COLUMN || name.endsWith(`_${EVIDENCE_COLUMN}`);
}

/** The evidence that a row names, each once, in the order of its columns. */
export function evidenceOf(
  columns: readonly string[],
  fields: readonly (string | null)[],
): string[] {
  const found = new Set<string>();
  columns.forEach((column, i) => {
    const id = fields[i];
    if (isEvidenceColumn(column) && id !== null && id !== undefined) {
      found.add(id);
    }
  });
  return [...found];
}
