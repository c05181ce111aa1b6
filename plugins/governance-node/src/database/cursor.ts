import { InputError } from '@backstage/errors';
import { z } from 'zod';
import { instantSchema } from '@countersign/plugin-governance-common';

/** Where a page ended: the sort key and the tie breaker of its last row. */
export interface Cursor {
  sort: string;
  order: 'asc' | 'desc';
  key: string | number;
  seq: string;
}

const cursorSchema = z.strictObject({
  sort: z.string(),
  order: z.enum(['asc', 'desc']),
  key: z.union([instantSchema, z.number()]),
  seq: z.string().regex(/^\d{1,18}$/),
});

export function encodeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

/** @throws InputError when it is none, or belongs to a list sorted otherwise */
export function decodeCursor(
  text: string,
  expected: Pick<Cursor, 'sort' | 'order'>,
): Cursor {
  const result = cursorSchema.safeParse(parse(text));
  if (
    !result.success ||
    result.data.sort !== expected.sort ||
    result.data.order !== expected.order
  ) {
    throw new InputError(
      'cursor is not one of this list: take it from nextCursor of the previous page, with the same sort and order',
    );
  }
  return result.data;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    return undefined;
  }
}
