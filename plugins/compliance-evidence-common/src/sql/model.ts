import { Column } from '../report/model';
import { StagedRows } from '../report/staged';

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
   * @param rows - Some at a time, with one value a column, in their order.
   * @returns how many rows it has
   */
  stage(
    table: string,
    columns: readonly Column[],
    rows: StagedRows,
  ): Promise<number>;
  /** The bytes of `COPY (sql) TO STDOUT (FORMAT csv, HEADER)`, in pieces. */
  copyOut(sql: string): AsyncIterable<Uint8Array>;
}
