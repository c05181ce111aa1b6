import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { brotliDecompressSync } from 'node:zlib';
import cluster from './assets/cluster.tar.br';
import initdb from './assets/initdb.wasm.br';
import data from './assets/pglite.data.br';
import postgres from './assets/pglite.wasm.br';
import { CopyOutReader, simpleQuery } from './copyOutProtocol';
import { EngineAnswer, EngineAsk, EngineStart } from './messages';

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

/** Answers what the main thread asks, one after another. */
export async function serveEngine(): Promise<void> {
  const port = parentPort;
  if (!port) return;
  const answer = (message: EngineAnswer, transfer: ArrayBuffer[] = []) =>
    port.postMessage(message, transfer);
  try {
    const { folder } = workerData as EngineStart;
    const database = await openDatabase(folder);
    port.on('message', (ask: EngineAsk) => {
      obey(database, ask, answer).then(
        () => answer({ is: 'done' }),
        error => answer({ is: 'failed', message: messageOf(error) }),
      );
    });
    answer({ is: 'ready' });
  } catch (error) {
    answer({ is: 'failed', message: messageOf(error) });
  }
}

async function openDatabase(folder: string): Promise<PGlite> {
  const unpacked = (asset: Uint8Array) =>
    new Uint8Array(brotliDecompressSync(asset));
  const database = await PGlite.create({
    dataDir: folder,
    pgliteWasmModule: await WebAssembly.compile(unpacked(postgres)),
    initdbWasmModule: await WebAssembly.compile(unpacked(initdb)),
    fsBundle: new Blob([unpacked(data)]),
    loadDataDir: new Blob([unpacked(cluster)]),
    postgresqlconf: settings,
  });
  await database.exec(pins);
  return database;
}

async function obey(
  database: PGlite,
  ask: EngineAsk,
  answer: (message: EngineAnswer, transfer?: ArrayBuffer[]) => void,
): Promise<void> {
  if (ask.do === 'run') {
    await database.exec(ask.sql);
  } else if (ask.do === 'copyIn') {
    const blob = new Blob([new Uint8Array(ask.bytes)]);
    await database.query(ask.sql, [], { blob });
  } else {
    const reader = new CopyOutReader(bytes => {
      const own = new Uint8Array(bytes);
      answer({ is: 'piece', bytes: own }, [own.buffer]);
    });
    await database.execProtocolRawStream(simpleQuery(ask.sql), {
      syncToFs: false,
      onRawData: bytes => reader.read(bytes),
    });
    reader.end();
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
