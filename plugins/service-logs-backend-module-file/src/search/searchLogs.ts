import { Filter, shown } from '@countersign/plugin-service-logs-common';
import {
  FoundLogs,
  LogCall,
  LogQuery,
} from '@countersign/plugin-service-logs-node';
import { BlockMemory } from '../files/LogFile';
import { ListedFile } from '../files/LogFolder';
import { MinuteIndex } from '../index/MinuteIndex';
import { inTime, isTimeUp } from './bounds';
import { FileCursor } from './FileCursor';
import { LineTest } from './LineTest';
import { OpenFiles } from './OpenFiles';
import { entryId, readSearchPosition, writePosition } from './position';

/** A file whose turn may come. */
interface Lane {
  listed: ListedFile;
  /** What is left of it is not later. */
  bound: number;
  opened?: { key: string; cursor: FileCursor };
}

/** Clocks of a writer and of the disk may differ by so much. */
const CLOCKS_APART_MS = 300_000;

/** The latest entries of several files, merged by their time. A file is not opened before it can have the next one. */
export async function searchLogs(
  query: Omit<LogQuery, 'filter'> & {
    filter: Filter;
    limit: number;
    cursor?: string;
  },
  { files, index }: { files: OpenFiles; index: Pick<MinuteIndex, 'peek'> },
  call: LogCall,
): Promise<FoundLogs> {
  const begun = query.cursor ? readSearchPosition(query.cursor) : undefined;
  const test = new LineTest(query.filter);
  const memory = new BlockMemory();
  const items: FoundLogs['items'] = [];
  let before = begun?.before ?? query.to;
  let lanes: Lane[] = files.listed.map(listed => ({
    listed,
    bound: Math.min(listed.mtimeMs + CLOCKS_APART_MS, query.to),
  }));
  const done = new Map<string, number>();
  let complete = true;

  const open = async (lane: Lane): Promise<boolean> => {
    // Unpacking a large file takes its time: it goes on, and the next question finds it done. Nothing older is given before that.
    const file = await inTime(
      files.openUnlessLater(lane.listed, query.to),
      call,
    );
    if (file === 'late') {
      complete = false;
      return false;
    }
    if (!file) return false;
    const { key } = file;
    const position = begun?.files[key];
    lane.opened = {
      key,
      cursor: new FileCursor({
        file,
        test,
        index,
        memory,
        range: {
          from: query.from,
          to:
            begun && position === undefined
              ? Math.min(query.to, begun.before + 1)
              : query.to,
        },
        before: position,
      }),
    };
    return true;
  };

  if (begun) {
    // What an earlier page went through to its beginning is not unpacked again: there may be more of it than is kept.
    const reached = await inTime(
      Promise.all(
        lanes.map(({ listed }) => files.positionIn(listed, begun.files)),
      ),
      call,
    );
    if (reached === 'late') complete = false;
    else lanes = lanes.filter((_, i) => reached[i] !== 0);
  }

  while (complete && items.length < query.limit && lanes.length > 0) {
    const lane = lanes.reduce((a, b) => (b.bound > a.bound ? b : a));
    if (isTimeUp(call)) {
      complete = false;
      break;
    }
    if (!lane.opened && !(await open(lane))) {
      if (!complete) break;
      lanes = lanes.filter(each => each !== lane);
      continue;
    }
    const { key, cursor } = lane.opened!;
    const { head } = cursor;
    if (head && head.at >= lane.bound) {
      cursor.take();
      items.push({ ...shown(head.entry), id: entryId(key, head.offset) });
      before = head.at;
    } else if (!head) {
      await cursor.advance();
    }
    if (cursor.isOver) {
      done.set(key, 0);
      lanes = lanes.filter(each => each !== lane);
    } else if (cursor.head) {
      lane.bound = cursor.head.at;
    }
  }

  const isOver = complete && lanes.length === 0;
  const positions = new Map([
    ...Object.entries(begun?.files ?? {}),
    ...done,
    ...lanes.flatMap(({ opened }): [string, number][] =>
      opened ? [[opened.key, opened.cursor.position]] : [],
    ),
  ]);
  const searchedTo = isOver
    ? query.from
    : Math.max(
        query.from,
        ...lanes.map(({ bound, opened }) =>
          Math.min(bound, before, opened?.cursor.reached ?? Infinity),
        ),
      );
  return {
    items,
    complete,
    searchedTo,
    problems: [...new Set(files.problems)],
    ...(!isOver && {
      nextCursor: writePosition({
        files: Object.fromEntries(positions),
        before,
      }),
    }),
  };
}
