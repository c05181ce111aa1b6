import type { NodeId, TreeHasher } from '@countersign/plugin-ledger-common';
import type { Knex } from 'knex';
import { LedgerIntegrityError } from '../errors';

/**
 * Every eighth level of the tree is stored; a tile is what one stored hash eight levels up covers (C2SP tlog-tiles).
 */
export const TILE_HEIGHT = 8;
const TILE_WIDTH = 2 ** TILE_HEIGHT;

/** Where the hash of a node comes from: a run of stored hashes within one tile. */
interface Run {
  level: number;
  tile: number;
  /** Position within the tile. */
  begin: number;
  length: number;
}

/** Reads hashes of perfect subtrees, computing those that are not stored from those that are. */
export class TreeReader {
  constructor(
    private readonly knex: Knex,
    private readonly hasher: TreeHasher,
  ) {}

  /** Reads these nodes, in a query for each stored level. */
  async read(nodes: NodeId[]): Promise<(node: NodeId) => Uint8Array> {
    const tiles = new Map<number, Map<number, Uint8Array[]>>();
    for (const { level, tile } of nodes.map(runOf)) {
      const atLevel = tiles.get(level) ?? new Map<number, Uint8Array[]>();
      tiles.set(level, atLevel.set(tile, []));
    }
    for (const [level, atLevel] of tiles) {
      await this.#fill(level, atLevel);
    }
    const computed = new Map<string, Uint8Array>();
    return node => {
      const key = `${node.level}/${node.index}`;
      const hash = computed.get(key) ?? this.#compute(runOf(node), tiles);
      computed.set(key, hash);
      return hash;
    };
  }

  async #fill(level: number, tiles: Map<number, Uint8Array[]>) {
    const [source, hash, where] =
      level === 0
        ? ['ledger_leaves', 'leaf_hash', '']
        : ['ledger_nodes', 'hash', 'level = ? AND'];
    const { rows } = await this.knex.raw<{
      rows: Array<{ index: string; hash: Buffer }>;
    }>(
      `SELECT stored.index, stored.${hash} AS hash
       FROM unnest(?::bigint[]) AS tile (first)
       JOIN ${source} AS stored ON ${where} stored.index >= tile.first AND stored.index < tile.first + ${TILE_WIDTH}`,
      [
        [...tiles.keys()].map(tile => tile * TILE_WIDTH),
        ...(level === 0 ? [] : [level]),
      ],
    );
    for (const row of rows) {
      const index = Number(row.index);
      const tile = tiles.get(Math.floor(index / TILE_WIDTH));
      if (tile) {
        tile[index % TILE_WIDTH] = row.hash;
      }
    }
  }

  #compute(
    { level, tile, begin, length }: Run,
    tiles: Map<number, Map<number, Uint8Array[]>>,
  ): Uint8Array {
    if (length > 1) {
      const half = length / 2;
      return this.hasher.node(
        this.#compute({ level, tile, begin, length: half }, tiles),
        this.#compute(
          { level, tile, begin: begin + half, length: half },
          tiles,
        ),
      );
    }
    const hash = tiles.get(level)?.get(tile)?.at(begin);
    if (!hash) {
      throw new LedgerIntegrityError(
        `The ledger's tree lacks hash ${
          tile * TILE_WIDTH + begin
        } of level ${level}: rows were removed from ${
          level === 0 ? 'ledger_leaves' : 'ledger_nodes'
        }`,
      );
    }
    return hash;
  }
}

function runOf({ level, index }: NodeId): Run {
  const stored = Math.floor(level / TILE_HEIGHT) * TILE_HEIGHT;
  const length = 2 ** (level - stored);
  const first = index * length;
  return {
    level: stored,
    tile: Math.floor(first / TILE_WIDTH),
    begin: first % TILE_WIDTH,
    length,
  };
}
