import { Column } from '../report/model';

/** Why a query is outside the portable profile: where, and what would be right. */
export interface SqlRefusal {
  /** From 1. */
  line: number;
  /** From 1. */
  column: number;
  rule: string;
  problem: string;
  remedy: string;
}

/** One SQL engine for reconciling and verifying: PostgreSQL in the backend, PGlite in the command line. */
export interface SqlEngine {
  /**
   * Makes a table and fills it.
   *
   * @param rows - One value a column, in their order; the texts as the type of the column reads them.
   * @returns how many rows it has
   */
  stage(
    table: string,
    columns: readonly Column[],
    rows: AsyncIterable<readonly (string | null)[]>,
  ): Promise<number>;
  /** The bytes of `COPY (sql) TO STDOUT (FORMAT csv, HEADER)`, in pieces. */
  copyOut(sql: string): AsyncIterable<Uint8Array>;
}
