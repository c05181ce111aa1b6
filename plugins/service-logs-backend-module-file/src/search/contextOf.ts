import { LogEntry, shown } from '@countersign/plugin-service-logs-common';
import { LogCall } from '@countersign/plugin-service-logs-node';
import { isPacked } from '../files/Unpacked';
import { Block, LogFile } from '../files/LogFile';
import { inTime, isTimeUp } from './bounds';
import { entryOf } from './LineTest';
import { OpenFiles } from './OpenFiles';
import { entryId, readEntryId } from './position';

/** An entry and what stands around it in its file, the oldest first; nothing where the file is gone. */
export async function contextOf(
  { id, before, after }: { id: string; before: number; after: number },
  files: OpenFiles,
  call: LogCall,
): Promise<LogEntry[]> {
  const { key, offset } = readEntryId(id);
  const file = await fileOf(key, files, call);
  if (!file || offset >= file.size) return [];
  const own = file.blockOf(offset);
  const middle = placesOf(await file.block(own));
  const at = middle.findIndex(place => place.offset === offset);
  if (at < 0) return [];
  let places = middle;
  let place = at;
  for (let block = own - 1; place < before && block >= 0; block--) {
    if (isTimeUp(call)) break;
    // As many as are wanted: the rest of the block is not kept.
    const earlier = placesOf(await file.block(block)).slice(-before);
    places = [...earlier, ...places];
    place += earlier.length;
  }
  for (
    let block = own + 1;
    places.length - place <= after && block < file.blocks;
    block++
  ) {
    if (isTimeUp(call)) break;
    places = [...places, ...placesOf(await file.block(block)).slice(0, after)];
  }
  return places
    .slice(Math.max(0, place - before), place + after + 1)
    .map(({ block, i, offset: each }) => ({
      ...shown(entryOf(block, i)),
      id: entryId(key, each),
    }));
}

function placesOf(block: Block): { block: Block; i: number; offset: number }[] {
  return block.starts.map((start, i) => ({
    block,
    i,
    offset: block.base + start,
  }));
}

/** Those that need no unpacking first: most questions are about what was written lately. */
async function fileOf(
  key: string,
  files: OpenFiles,
  call: LogCall,
): Promise<LogFile | undefined> {
  const inOrder = [...files.listed].sort(
    (a, b) => Number(isPacked(a.name)) - Number(isPacked(b.name)),
  );
  for (const listed of inOrder) {
    if (isTimeUp(call)) return undefined;
    if (await inTime(files.isOther(listed, key), call)) continue;
    const file = await inTime(files.open(listed), call);
    if (file && file !== 'late' && file.key === key) return file;
  }
  return undefined;
}
