import { Column, SourceDeclaration } from './model';

/** The column by which a staged row names the evidence that it came from. */
export const EVIDENCE_COLUMN = 'evidence_id';

/** The columns of a source's staged table, the evidence last. */
export function stagedColumns({
  columns,
}: Pick<SourceDeclaration, 'columns'>): Column[] {
  return [...columns, { name: EVIDENCE_COLUMN, type: 'text', required: true }];
}

/** Rows as they are staged, some at a time: one value a column, as its type reads it. */
export type StagedRows = AsyncIterable<readonly (readonly (string | null)[])[]>;

/** Rows as they are staged: each with the evidence that it came from. */
export async function* withEvidence(
  batches: AsyncIterable<(string | null)[][]>,
  evidenceId: string,
): StagedRows {
  for await (const rows of batches) {
    // They are made for this, and nobody else has them.
    for (const row of rows) row.push(evidenceId);
    yield rows;
  }
}

/** A few rows that are there already. */
export async function* allAtOnce(
  rows: readonly (readonly (string | null)[])[],
): StagedRows {
  yield rows;
}

/** A query whose rows are the keys that several staged rows of a source share, with how many do: there must be none. */
export function sharedKeys({
  name,
  key,
}: Pick<SourceDeclaration, 'name' | 'key'>): string {
  const columns = key.map(column => `"${column}"`).join(', ');
  return `SELECT ${columns}, count(*) AS "rows" FROM "${name}" GROUP BY ${columns} HAVING count(*) > 1 ORDER BY ${columns} LIMIT 20`;
}

/** The question that the portal itself answers in each run of a report with a schedule: which of its runs are missing. */
export const SCHEDULED_RUNS = 'scheduled-runs';
