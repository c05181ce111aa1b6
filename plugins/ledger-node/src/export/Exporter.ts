import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import {
  assembleProof,
  BUNDLE_FORMAT,
  parseLeaf,
  perfectSubtrees,
  planConsistency,
  planInclusion,
  planNodes,
  signBundle,
  toBase64,
  utf8,
  verifyBundle,
  withSignatureLines,
  type Bundle,
  type LedgerEntry,
  type TreeHasher,
  type UnsignedBundle,
} from '@countersign/plugin-ledger-common';
import type { Knex } from 'knex';
import { z } from 'zod';
import { AnchorStore } from '../anchors/AnchorStore';
import { LedgerStore, type IndexedLeaf } from '../database/LedgerStore';
import { TreeReader } from '../database/TreeReader';
import { LedgerIntegrityError } from '../errors';
import { sha256 } from '../hasher';
import type { LogKeys } from '../keys/LogKeys';
import type {
  ExportOptions,
  ExportSubjectOptions,
  SignedCheckpoint,
  SubjectToExport,
} from '../types';

/** Entries in one bundle, at most: it is one JSON text that a browser has to open. */
const MAX_ENTRIES = 100_000;

/** One consistent view of the log, at its latest checkpoint. */
interface View {
  trx: Knex;
  checkpoint: SignedCheckpoint;
  tree: TreeReader;
}

/** Makes signed evidence bundles out of the log. */
export class Exporter {
  readonly #anchors = new AnchorStore();

  constructor(
    private readonly knex: Knex,
    private readonly store: LedgerStore,
    private readonly keys: LogKeys,
    private readonly hasher: TreeHasher,
  ) {}

  async subject(
    subject: string,
    { olderCheckpoint, ...time }: ExportSubjectOptions,
  ): Promise<string> {
    const asked = asAsked({ subject, ...time });
    return this.#export(olderCheckpoint, async view => ({
      kind: 'subject',
      ...asked,
      entries: await this.#proven(view, await this.#leavesOf(view, asked)),
    }));
  }

  async subjects(
    subjects: readonly SubjectToExport[],
    { olderCheckpoint }: ExportOptions,
  ): Promise<string> {
    const asked = subjects.map(asAsked);
    return this.#export(olderCheckpoint, async view => {
      const leaves: IndexedLeaf[] = [];
      for (const each of asked) {
        leaves.push(...(await this.#leavesOf(view, each)));
        assertExportable(leaves.length);
      }
      leaves.sort((a, b) => a.index - b.index);
      return {
        kind: 'subjects',
        subjects: asked,
        entries: await this.#proven(view, leaves),
      };
    });
  }

  /** @throws NotFoundError when there are none */
  async #leavesOf(
    { trx, checkpoint }: View,
    { subject, since, upTo }: SubjectToExport,
  ): Promise<IndexedLeaf[]> {
    const leaves = await this.store.leavesOf(
      trx,
      subject,
      checkpoint.size,
      MAX_ENTRIES + 1,
    );
    assertExportable(leaves.length);
    const asked = leaves.filter(leaf => {
      const { occurredAt } = this.#entryOf(leaf);
      return (!since || occurredAt >= since) && (!upTo || occurredAt <= upTo);
    });
    if (asked.length === 0) {
      throw new NotFoundError(
        `The ledger ${this.keys.origin} has no entry about ${subject}${
          since || upTo ? ' in that time' : ''
        }`,
      );
    }
    return asked;
  }

  async #proven(
    { checkpoint: { size }, tree }: View,
    leaves: readonly IndexedLeaf[],
  ) {
    const plans = leaves.map(({ index }) => planInclusion(index, size));
    const hashOf = await tree.read(plans.flatMap(planNodes));
    return leaves.map(({ index, leaf }, i) => ({
      index,
      leaf,
      proof: assembleProof(plans[i], hashOf, this.hasher).map(toBase64),
    }));
  }

  async range(
    first: number,
    count: number | undefined,
    { olderCheckpoint }: ExportOptions,
  ): Promise<string> {
    return this.#export(olderCheckpoint, async ({ trx, checkpoint, tree }) => {
      const { size } = checkpoint;
      const end = count === undefined ? size : first + count;
      if (!(first >= 0 && first < end && end <= size)) {
        throw new InputError(
          `The ledger ${this.keys.origin} has entries 0 to ${
            size - 1
          }; there is no range from ${first} to ${end - 1}`,
        );
      }
      assertExportable(end - first);
      const leaves = await this.store.leavesFrom(trx, first, end - first);
      const left = perfectSubtrees({ begin: 0, end: first });
      const right = perfectSubtrees({ begin: end, end: size });
      const hashOf = await tree.read([...left, ...right]);
      return {
        kind: 'range',
        first,
        leaves: leaves.map(({ leaf }) => leaf),
        left: left.map(node => toBase64(hashOf(node))),
        right: right.map(node => toBase64(hashOf(node))),
      };
    });
  }

  async #export(
    olderCheckpoint: string | undefined,
    contentsOf: (view: View) => Promise<Bundle['contents']>,
  ): Promise<string> {
    const unsigned = await this.knex.transaction(
      async trx => {
        const checkpoint = await this.store.latestCheckpoint(trx);
        if (!checkpoint) {
          throw new NotFoundError(
            `The ledger ${this.keys.origin} has no entries yet`,
          );
        }
        const tree = new TreeReader(trx, this.hasher);
        const contents = await contentsOf({ trx, checkpoint, tree });
        const anchors = await this.#anchorsOf(contents, {
          ...{ trx, checkpoint, tree },
        });
        const bundle: UnsignedBundle = {
          format: BUNDLE_FORMAT,
          origin: this.keys.origin,
          exportedAt: new Date().toISOString(),
          checkpoint: checkpoint.note,
          checkpointSignedAt: checkpoint.signedAt,
          verifierKeys: this.keys.verifierKeys(),
          contents,
          ...(olderCheckpoint !== undefined && {
            consistency: await this.#growth(olderCheckpoint, checkpoint, tree),
          }),
          ...(anchors.length > 0 && { anchors }),
        };
        return bundle;
      },
      { isolationLevel: 'repeatable read', readOnly: true },
    );
    const file = await signBundle(unsigned, this.keys.signer, this.hasher);
    this.#assertHolds(file);
    return file;
  }

  async #growth(note: string, latest: SignedCheckpoint, tree: TreeReader) {
    let older;
    try {
      older = this.keys.openCheckpoint(note);
    } catch (error) {
      throw new InputError(
        'The older checkpoint is not one of this log',
        error,
      );
    }
    if (older.size > latest.size) {
      throw new ConflictError(
        `The older checkpoint is of ${older.size} leaves, this log has ${latest.size}: the database was restored from a copy older than that checkpoint`,
      );
    }
    const plan = planConsistency(older.size, latest.size);
    const hashOf = await tree.read(planNodes(plan));
    return {
      checkpoint: note,
      proof: assembleProof(plan, hashOf, this.hasher).map(toBase64),
    };
  }

  /** The checkpoints that others vouch for, with how the log grew since. */
  async #anchorsOf(
    contents: Bundle['contents'],
    { trx, checkpoint, tree }: View,
  ): Promise<NonNullable<Bundle['anchors']>> {
    const last =
      contents.kind === 'range'
        ? contents.first + contents.leaves.length - 1
        : contents.entries[contents.entries.length - 1].index;
    const found = await this.#anchors.anchorsFor(trx, last, checkpoint.size);
    const plans = found.map(({ size }) =>
      size < checkpoint.size ? planConsistency(size, checkpoint.size) : [],
    );
    const hashOf = await tree.read(plans.flatMap(planNodes));
    return found.map(({ note, lines, timeStamp }, i) => ({
      checkpoint: withSignatureLines(note, lines),
      proof: assembleProof(plans[i], hashOf, this.hasher).map(toBase64),
      ...(timeStamp && { timeStamp: toBase64(timeStamp) }),
    }));
  }

  #entryOf({ index, leaf }: IndexedLeaf): LedgerEntry {
    try {
      return parseLeaf(leaf);
    } catch {
      throw new LedgerIntegrityError(
        `Leaf ${index} of the ledger ${this.keys.origin} is not an entry. It was changed from outside`,
      );
    }
  }

  /** A bundle that does not hold shows that the database was changed; nobody gets that with a signature under it. */
  #assertHolds(file: string) {
    const { ok, problems } = verifyBundle(utf8(file), {
      trustedKeys: this.keys.verifierKeys(),
      sha256,
    });
    if (!ok) {
      const [first] = problems;
      throw new LedgerIntegrityError(
        `The ledger ${this.keys.origin} does not hold what it signed (${problems.length} problems; ${first.where}: ${first.message}). It was changed from outside`,
      );
    }
  }
}

/** As the bundle says what was asked for. */
function asAsked({ subject, since, upTo }: SubjectToExport): SubjectToExport {
  const from = instant('since', since);
  const to = instant('upTo', upTo);
  return { subject, ...(from && { since: from }), ...(to && { upTo: to }) };
}

/** Brings an instant into the form of `occurredAt`, so that the two compare as text. */
function instant(name: string, text?: string): string | undefined {
  if (text === undefined) {
    return undefined;
  }
  const parsed = z.iso.datetime({ offset: true }).safeParse(text);
  if (!parsed.success) {
    throw new InputError(
      `${name} must be an instant such as 2026-01-31T00:00:00Z, not ${JSON.stringify(
        text,
      )}`,
    );
  }
  return new Date(parsed.data).toISOString();
}

function assertExportable(count: number) {
  if (count > MAX_ENTRIES) {
    throw new InputError(
      `A bundle holds at most ${MAX_ENTRIES} entries; ask for a shorter time or range`,
    );
  }
}
