import {
  BarCounter,
  Bars,
  Filter,
  LogHistogram,
  severityNumber,
} from '@countersign/plugin-service-logs-common';
import { LogCall, LogQuery } from '@countersign/plugin-service-logs-node';
import { BlockMemory, LogFile } from '../files/LogFile';
import {
  BlockSummary,
  CLASSES,
  classOf,
  MINUTE_MS,
  scanLine,
} from '../files/scan';
import { MinuteIndex } from '../index/MinuteIndex';
import { inTime, isTimeUp } from './bounds';
import { OUT_OF_ORDER_MS } from './FileCursor';
import { LineTest } from './LineTest';
import { OpenFiles } from './OpenFiles';

type Query = Omit<LogQuery, 'filter'> & { filter: Filter; bars: Bars };

/** The least severity of each class but the first, by its place. */
const leastOfClass = [1, 9, 13, 17, 21];

/** Counts entries a bar. Where whole minutes are enough, they are known or found by threads; otherwise each entry is looked at. */
export async function countLogs(
  query: Query,
  { files, index }: { files: OpenFiles; index: MinuteIndex },
  call: LogCall,
): Promise<LogHistogram> {
  const counter = new BarCounter(query.bars);
  const least = leastClass(query.filter);
  const byMinutes = least !== undefined && query.bars.step >= MINUTE_MS;
  let countedFrom: number | undefined;
  const notBefore = (at: number) => {
    countedFrom = Math.max(countedFrom ?? -Infinity, Math.min(at, query.to));
  };
  for (const listed of files.listed) {
    const isLater = await inTime(files.isLater(listed, query.to), call);
    if (isLater === 'late') {
      notBefore(listed.mtimeMs);
      break;
    }
    if (isLater) continue;
    if (byMinutes) {
      const known = files.known(listed);
      const blocks = known && index.whole(known.identity, known.size);
      if (blocks) {
        files.problems.push(...known.problems);
        blocks.forEach(block => countBlock(block, { counter, least, query }));
        continue;
      }
    }
    const file = await inTime(files.open(listed), call);
    if (file === 'late' || isTimeUp(call)) {
      notBefore(listed.mtimeMs);
      break;
    }
    if (!file) continue;
    const missing = byMinutes
      ? await countMinutes(file, { index, counter, least, query }, call)
      : await countEntries(file, { index, counter, query }, call);
    if (missing !== undefined) notBefore(missing);
  }
  return counter.histogram(countedFrom);
}

/**
 * From which class on all entries are counted, where the filter asks for nothing else; undefined where each has to be looked at.
 */
function leastClass(filter: Filter): number | undefined {
  if (filter.kind === 'all' && filter.of.length === 0) return 0;
  if (filter.kind !== 'field' || filter.field !== 'severity') return undefined;
  if (filter.operator !== '>=') return undefined;
  const number = severityNumber(filter.value) ?? Number(filter.value);
  const place = leastOfClass.indexOf(number);
  return place < 0 ? undefined : place + 1;
}

/** @returns up to when something is not counted; undefined where all is */
async function countMinutes(
  file: LogFile,
  options: {
    index: MinuteIndex;
    counter: BarCounter;
    least: number;
    query: Query;
  },
  call: LogCall,
): Promise<number | undefined> {
  const { index, counter, least, query } = options;
  const blocks = await index.of(file, call);
  let missing: number | undefined;
  let later: number | undefined;
  // By number: what is not counted yet is a hole, which forEach passes over.
  for (let number = file.blocks - 1; number >= 0; number--) {
    const block: BlockSummary | undefined = blocks[number];
    if (!block) {
      // Entries end that are not counted where those begin that are.
      missing ??= later ?? file.otherwiseAt;
      continue;
    }
    if (block.entries > 0) later = block.minAt;
    countBlock(block, { counter, least, query });
  }
  return missing;
}

/** What a block has in the minutes that are asked about. */
function countBlock(
  { minutes, counts }: BlockSummary,
  {
    counter,
    least,
    query,
  }: { counter: BarCounter; least: number; query: Query },
): void {
  const first = Math.floor(query.from / MINUTE_MS);
  const last = Math.ceil(query.to / MINUTE_MS);
  minutes.forEach((minute, i) => {
    if (minute < first || minute >= last) return;
    for (let kind = least; kind < CLASSES; kind++) {
      const n = counts[i * CLASSES + kind];
      if (n > 0) counter.add(minute * MINUTE_MS, kind, n);
    }
  });
}

async function countEntries(
  file: LogFile,
  options: {
    index: Pick<MinuteIndex, 'peek'>;
    counter: BarCounter;
    query: Query;
  },
  call: LogCall,
): Promise<number | undefined> {
  const { index, counter, query } = options;
  const { from, to, filter } = query;
  const test = new LineTest(filter);
  const memory = new BlockMemory();
  for (let number = file.blocks - 1; number >= 0; number--) {
    const summary = index.peek(file, number);
    if (summary && (summary.maxAt < from || summary.minAt >= to)) continue;
    const near = summary ? undefined : await file.timeNear(number);
    // All of the block is later: its beginning is.
    if (near !== undefined && near > to + OUT_OF_ORDER_MS) continue;
    if (isTimeUp(call)) return near ?? file.otherwiseAt;
    const block = await file.block(number, {
      mayHave: test.mayHave,
      memory,
    });
    for (const i of test.candidates(block)) {
      const at = block.at[i];
      if (at < from || at >= to || !test.finds(block, i)) continue;
      const { severity } = scanLine(
        block.bytes,
        block.starts[i],
        block.ends[i],
      );
      counter.add(at, classOf(severity));
    }
    const latest = block.at.reduce(
      (a, b) => Math.max(a, b),
      block.passedOver ?? -Infinity,
    );
    const isBefore = latest > -Infinity && latest < from - OUT_OF_ORDER_MS;
    if (isBefore) return undefined;
  }
  return undefined;
}
