import {
  LogCursorError,
  readPlace,
  writePlace,
} from '@countersign/plugin-service-logs-node';
import { z } from 'zod';

const keySchema = z.string().regex(/^[0-9a-f]{16}(~\d{1,3})?$/);

const searchSchema = z.strictObject({
  /** Where each file goes on that was begun: before this offset. */
  files: z.record(keySchema, z.int().min(0)),
  /** When the last entry happened that was shown: files that came since begin there. */
  before: z.number(),
});
/** Where a search goes on. */
export type SearchPosition = z.output<typeof searchSchema>;

const tailSchema = z.strictObject({
  /** How far each file was read. */
  files: z.record(keySchema, z.int().min(0)),
});
/** Where a tail goes on. */
export type TailPosition = z.output<typeof tailSchema>;

/** @throws LogCursorError */
export function readSearchPosition(cursor: string): SearchPosition {
  return readPlace(searchSchema, cursor);
}

/** @throws LogCursorError */
export function readTailPosition(cursor: string): TailPosition {
  return readPlace(tailSchema, cursor);
}

/** Hides what a position is made of: nobody is to build on it. */
export function writePosition(position: SearchPosition | TailPosition): string {
  return writePlace(position);
}

/** `1f…9a.1024`: a file, and where in it an entry begins. */
export function entryId(key: string, offset: number): string {
  return `${key}.${offset}`;
}

/** @throws LogCursorError */
export function readEntryId(id: string): { key: string; offset: number } {
  const [, key, digits] = /^(.+)\.(\d{1,15})$/.exec(id) ?? [];
  if (!keySchema.safeParse(key).success) {
    throw new LogCursorError('There is no such entry');
  }
  return { key, offset: Number(digits) };
}
