import {
  Column,
  copyOutSql,
  SqlEngine,
  StagedRows,
} from '@countersign/plugin-compliance-evidence-common';
import { PGlite } from '@electric-sql/pglite';
import {
  copyIn,
  copyOut,
  EngineAssets,
  openDatabase,
} from '../engine/database';
import { stageRows } from '../engine/stageRows';

/** PostgreSQL in the worker of the page, in memory: a page has no folder. The worker is ended when the reader stops it. */
export class PageEngine implements SqlEngine {
  static async start(assets: EngineAssets): Promise<PageEngine> {
    return new PageEngine(await openDatabase(assets));
  }

  private constructor(private readonly database: PGlite) {}

  stage(
    table: string,
    columns: readonly Column[],
    rows: StagedRows,
  ): Promise<number> {
    return stageRows(
      {
        run: async sql => {
          await this.database.exec(sql);
        },
        copyIn: (sql, bytes) => copyIn(this.database, sql, bytes),
      },
      table,
      columns,
      rows,
    );
  }

  async *copyOut(sql: string): AsyncIterable<Uint8Array> {
    const pieces: Uint8Array[] = [];
    await copyOut(this.database, copyOutSql(sql), bytes =>
      pieces.push(bytes.slice()),
    );
    yield* pieces;
  }

  async close(): Promise<void> {
    await this.database.close();
  }
}
