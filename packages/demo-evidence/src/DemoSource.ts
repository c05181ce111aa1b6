import { setImmediate } from 'timers/promises';
import {
  EvidenceSource,
  SnapshotAsk,
  Taken,
} from '@countersign/plugin-compliance-evidence-node';
import { readAsk } from './ask';
import { Quarter } from './Quarter';
import { writeRecords } from './rawBytes';
import { System } from './systems';

/** Others get their turn after so many records. */
const BREATH = 5_000;

/** How big the made-up systems are, and which of all possible ones. */
export interface DemoSize {
  /** About how many records all systems of a quarter have together. */
  rows: number;
  seed: string;
}

/** One made-up system as a source of evidence: the same answer for the same period, size and seed. */
export class DemoSource implements EvidenceSource {
  readonly system: string;

  constructor(
    private readonly made: System,
    private readonly options: DemoSize & {
      system?: string;
      now?: () => number;
    },
  ) {
    this.system = options.system ?? made.title;
  }

  async snapshot(
    { query, signal }: SnapshotAsk,
    write: (chunk: Uint8Array) => Promise<void>,
  ): Promise<Taken> {
    const { collection, start, end } = readAsk(this.made, query);
    const now = this.options.now?.() ?? Date.now();
    if (start > now) {
      throw new Error(
        `The period begins at ${new Date(start).toISOString()}: ${
          this.system
        } knows nothing of it yet`,
      );
    }
    const quarter = new Quarter(start, end, this.options);
    const records = () => collection.records(quarter, now);
    // Every page of an API says how many there are in all: they are counted first, since they may be more than memory holds.
    const count =
      collection.format === 'json-pages' && !collection.whole
        ? await countOf(records(), signal)
        : 0;
    const encoder = new TextEncoder();
    const { records: stated, pages } = await writeRecords(
      collection,
      records(),
      {
        count,
        write: async text => {
          signal.throwIfAborted();
          if (text) await write(encoder.encode(text));
        },
      },
    );
    return {
      asOf: new Date(Math.min(end, now)).toISOString(),
      format: collection.format,
      ...(collection.recordsAt && { recordsAt: collection.recordsAt }),
      completeness: {
        stated,
        ...(pages && { pages }),
        gaps:
          end > now
            ? [
                `The period goes on until ${new Date(
                  end,
                ).toISOString()}: what happens from now on is missing`,
              ]
            : [],
      },
    };
  }
}

/** Counts without keeping others waiting. */
async function countOf(
  records: Iterable<object>,
  signal: AbortSignal,
): Promise<number> {
  let count = 0;
  const iterator = records[Symbol.iterator]();
  while (!iterator.next().done) {
    count++;
    if (count % BREATH === 0) {
      signal.throwIfAborted();
      await setImmediate();
    }
  }
  return count;
}
