import cluster from './assets/cluster.tar.br';
import initdb from './assets/initdb.wasm.br';
import data from './assets/pglite.data.br';
import postgres from './assets/pglite.wasm.br';
import { EngineAssets } from './database';

/** The files of PGlite, compressed by brotli, as the build puts them into the one file. */
export type PackedAssets = EngineAssets;
export const packedAssets: PackedAssets = { postgres, initdb, data, cluster };
