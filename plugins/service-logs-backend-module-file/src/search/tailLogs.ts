import { Filter, shown } from '@countersign/plugin-service-logs-common';
import { LogCall, TailedLogs } from '@countersign/plugin-service-logs-node';
import { LogFile } from '../files/LogFile';
import { isPacked } from '../files/Unpacked';
import { isTimeUp } from './bounds';
import { LineTest } from './LineTest';
import { OpenFiles } from './OpenFiles';
import {
  entryId,
  readTailPosition,
  TailPosition,
  writePosition,
} from './position';

/** What came since is read so far back at most: whoever follows a log wants what is new. */
const MOST_BYTES = 4 * 1024 * 1024;

/** What was written since the cursor, the oldest first; without one, where the ends are. Lines that are not whole yet wait. */
export async function tailLogs(
  query: { filter: Filter; limit: number; cursor?: string },
  files: OpenFiles,
  call: LogCall,
): Promise<TailedLogs> {
  const begun = query.cursor ? readTailPosition(query.cursor) : undefined;
  const test = new LineTest(query.filter);
  const position: TailPosition = { files: {} };
  const came: { at: number; item: TailedLogs['items'][number] }[] = [];
  let skipped = false;
  for (const listed of files.listed) {
    if (isPacked(listed.name)) continue;
    const file = await files.open(listed);
    if (!file) continue;
    const end = await file.endOfLines();
    const since = begun ? Math.min(begun.files[file.key] ?? 0, end) : end;
    if (isTimeUp(call)) {
      position.files[file.key] = since;
      continue;
    }
    position.files[file.key] = end;
    const from = Math.max(since, end - MOST_BYTES);
    skipped ||= from > since;
    came.push(...(await between(file, { from, to: end }, test)));
  }
  came.sort((a, b) => a.at - b.at);
  return {
    items: came.slice(-query.limit).map(({ item }) => item),
    cursor: writePosition(position),
    skipped: skipped || came.length > query.limit,
  };
}

async function between(
  file: LogFile,
  { from, to }: { from: number; to: number },
  test: LineTest,
) {
  if (from >= to) return [];
  const block = await file.between(from, to);
  return test.candidates(block).flatMap(i => {
    const entry = test.read(block, i);
    const offset = block.base + block.starts[i];
    return entry
      ? [
          {
            at: block.at[i],
            item: { ...shown(entry), id: entryId(file.key, offset) },
          },
        ]
      : [];
  });
}
