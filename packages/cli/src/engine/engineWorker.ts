import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { brotliDecompressSync } from 'node:zlib';
import { copyIn, copyOut, openDatabase } from './database';
import { EngineAnswer, EngineAsk, EngineStart } from './messages';
import { packedAssets, PackedAssets } from './packedAssets';

/** Answers what the main thread asks, one after another. */
export async function serveEngine(): Promise<void> {
  const port = parentPort;
  if (!port) return;
  const answer = (message: EngineAnswer, transfer: ArrayBuffer[] = []) =>
    port.postMessage(message, transfer);
  try {
    const { folder } = workerData as EngineStart;
    const unpacked = (name: keyof PackedAssets) =>
      new Uint8Array(brotliDecompressSync(packedAssets[name]));
    const database = await openDatabase(
      {
        postgres: unpacked('postgres'),
        initdb: unpacked('initdb'),
        data: unpacked('data'),
        cluster: unpacked('cluster'),
      },
      folder,
    );
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

async function obey(
  database: PGlite,
  ask: EngineAsk,
  answer: (message: EngineAnswer, transfer?: ArrayBuffer[]) => void,
): Promise<void> {
  if (ask.do === 'run') {
    await database.exec(ask.sql);
  } else if (ask.do === 'copyIn') {
    await copyIn(database, ask.sql, ask.bytes);
  } else {
    await copyOut(database, ask.sql, bytes => {
      const own = new Uint8Array(bytes);
      answer({ is: 'piece', bytes: own }, [own.buffer]);
    });
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
