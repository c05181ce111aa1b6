import {
  Column,
  copyInSql,
  createTableSql,
  csvLine,
  StagedRows,
} from '@countersign/plugin-compliance-evidence-common';

/** Rows are handed over in pieces of about this size: enough to be fast, little enough to hold two of them. */
const PIECE_CHARACTERS = 4 * 1024 * 1024;

/** What PGlite is asked to stage a table; each is answered before the next is asked, but for one piece that is made meanwhile. */
export interface StagingEngine {
  run(sql: string): Promise<void>;
  /** Runs a COPY … FROM '/dev/blob' over these bytes. */
  copyIn(sql: string, bytes: Uint8Array): Promise<void>;
}

/** Makes a table of PGlite and fills it. */
export async function stageRows(
  engine: StagingEngine,
  table: string,
  columns: readonly Column[],
  batches: StagedRows,
): Promise<number> {
  await engine.run(createTableSql(table, columns));
  const sql = copyInSql(table, columns, "'/dev/blob'");
  const encoder = new TextEncoder();
  let lines: string[] = [];
  let length = 0;
  let count = 0;
  // The engine reads one piece while the next is made.
  let reading: Promise<void> = Promise.resolve();
  const hand = async () => {
    const bytes = encoder.encode(lines.join(''));
    lines = [];
    length = 0;
    await reading;
    reading = engine.copyIn(sql, bytes);
    // It is awaited later; a failure until then is no surprise to anybody.
    reading.catch(() => {});
  };
  for await (const rows of batches) {
    for (const row of rows) {
      const line = csvLine(row);
      lines.push(line);
      length += line.length;
      count += 1;
      if (length >= PIECE_CHARACTERS) await hand();
    }
  }
  if (length > 0) await hand();
  await reading;
  await engine.run(`ANALYZE "${table}"`);
  return count;
}
