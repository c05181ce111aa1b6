import { InputError } from '@backstage/errors';
import {
  bound,
  EvidenceSource,
  instantIn,
  readQueryLines,
  SnapshotAsk,
  Taken,
} from '@countersign/plugin-compliance-evidence-node';
import { didYouMean } from '@countersign/plugin-governance-common';
import { digestOf } from '@countersign/plugin-ledger-common';
import { Collection, PortalRecords } from './records/model';

const lines = ['records', 'from', 'to', 'by', 'kinds', 'metrics'] as const;

/**
 * The portal itself. A query has the line `records:` with one of the collections, and where that is about a period `from:` and
 * `to:`. A record keeps its number and has a digest (SHA-256 over its canonical JSON), by which anybody can hold it against
 * what the portal says.
 */
export class PortalSource implements EvidenceSource {
  constructor(
    readonly system: string,
    private readonly collections: Readonly<Record<string, Collection>>,
    private readonly now: () => number = Date.now,
  ) {}

  async snapshot(
    { query, signal }: SnapshotAsk,
    write: (chunk: Uint8Array) => Promise<void>,
  ): Promise<Taken> {
    const text = bound(query.text, query.parameters, value =>
      JSON.stringify([value].flat().join(',')),
    );
    const asked = readQueryLines(text, lines, ['records']);
    const read = this.#collection(asked.records!);
    const at = this.now();
    const { period, gaps } = periodOf(asked, at);
    const found: PortalRecords = read({
      ...(period && { period }),
      ...(asked.by && { by: plain(asked.by) }),
      ...(asked.kinds && { kinds: listed(asked.kinds) }),
      ...(asked.metrics && { metrics: listed(asked.metrics) }),
      signal,
      gap: words => gaps.push(words),
    });
    let stated: number | undefined;
    let pages = 0;
    for await (const page of found) {
      signal.throwIfAborted();
      pages += 1;
      // What is made while the pages are read is on the last of them.
      if (page.stated !== undefined) stated = page.stated;
      const written = page.records.map(
        record =>
          `${JSON.stringify({ ...record, digest: digestOf(record) })}\n`,
      );
      if (written.length > 0) await write(Buffer.from(written.join('')));
    }
    return {
      asOf: new Date(at).toISOString(),
      format: 'ndjson',
      completeness: { ...(stated !== undefined && { stated }), pages, gaps },
    };
  }

  #collection(name: string): Collection {
    if (Object.hasOwn(this.collections, name)) return this.collections[name];
    const known = Object.keys(this.collections);
    throw new InputError(
      `The portal has no ${name}${didYouMean(name, known)}; it has ${known.join(
        ', ',
      )}`,
    );
  }
}

function plain(text: string): string {
  return text.replace(/"/g, '');
}

function listed(text: string): string[] {
  return plain(text).split(/\s*,\s*/);
}

/** What is still to come of a period is a gap, and is not asked for. */
function periodOf(asked: { from?: string; to?: string }, now: number) {
  const gaps: string[] = [];
  if (asked.from === undefined && asked.to === undefined) return { gaps };
  if (asked.from === undefined || asked.to === undefined) {
    throw new InputError('The query needs both from: … and to: …, or neither');
  }
  const from = instantIn(asked.from, 'from').getTime();
  const to = instantIn(asked.to, 'to').getTime();
  if (from >= to) throw new InputError('The query ends before it begins');
  if (from >= now) {
    throw new InputError(
      `The period begins at ${new Date(
        from,
      ).toISOString()}, which is still to come`,
    );
  }
  if (to > now) {
    gaps.push(
      `The period goes on until ${new Date(
        to,
      ).toISOString()}: what happens from now on is missing`,
    );
  }
  return {
    period: {
      from: new Date(from).toISOString(),
      to: new Date(to).toISOString(),
      untilNow: new Date(Math.min(to, now)).toISOString(),
    },
    gaps,
  };
}
