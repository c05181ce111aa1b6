import { PGlite } from '@electric-sql/pglite';
import { CopyOutReader, simpleQuery } from './copyOutProtocol';

/** What PGlite needs beside its code. */
export interface EngineAssets {
  postgres: Uint8Array;
  initdb: Uint8Array;
  data: Uint8Array;
  /** A database as initdb left it. */
  cluster: Uint8Array;
}

/** What the text of a value depends on, pinned as the portal pins it. */
const pins = `
  SET TimeZone = 'UTC'; SET DateStyle = 'ISO, YMD'; SET IntervalStyle = 'postgres'; SET extra_float_digits = 1;
  SET bytea_output = 'hex'; SET standard_conforming_strings = on;
  SET lc_monetary = 'C'; SET lc_numeric = 'C'; SET lc_time = 'C'`;

/** Memory that a laptop has to spare; nothing needs to survive a crash. */
const settings = [
  'shared_buffers=16MB',
  'work_mem=32MB',
  'wal_level=minimal',
  'max_wal_senders=0',
  'fsync=off',
  'full_page_writes=off',
];

/**
 * Opens a PostgreSQL with nothing in it.
 *
 * @param dataDir - An empty folder; absent, all is kept in memory.
 */
export async function openDatabase(
  { postgres, initdb, data, cluster }: EngineAssets,
  dataDir?: string,
): Promise<PGlite> {
  const blob = (bytes: Uint8Array) => new Blob([new Uint8Array(bytes)]);
  const compiled = (bytes: Uint8Array) =>
    WebAssembly.compile(new Uint8Array(bytes));
  const database = await PGlite.create({
    dataDir: dataDir ?? 'memory://',
    pgliteWasmModule: await compiled(postgres),
    initdbWasmModule: await compiled(initdb),
    fsBundle: blob(data),
    loadDataDir: blob(cluster),
    postgresqlconf: [
      ...settings,
      // In memory, growing a file by writing zeros is four times as fast.
      ...(dataDir === undefined ? ['file_extend_method=write_zeros'] : []),
    ],
  });
  await database.exec(pins);
  return database;
}

/** Runs a COPY … FROM '/dev/blob' over these bytes. */
export async function copyIn(
  database: PGlite,
  sql: string,
  bytes: Uint8Array,
): Promise<void> {
  const blob = new Blob([new Uint8Array(bytes)]);
  await database.query(sql, [], { blob });
}

/** Runs a COPY … TO STDOUT, and gives its bytes in pieces. */
export async function copyOut(
  database: PGlite,
  sql: string,
  give: (bytes: Uint8Array) => void,
): Promise<void> {
  const reader = new CopyOutReader(give);
  await database.execProtocolRawStream(simpleQuery(sql), {
    syncToFs: false,
    onRawData: bytes => reader.read(bytes),
  });
  reader.end();
}
