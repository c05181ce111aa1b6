import { z } from 'zod';

/** A page of a list. */
export interface Page<T> {
  items: T[];
  /** Absent on the last page. */
  nextCursor?: string;
}

/** A page of a list that says how long the list is. */
export interface CountedPage<T> extends Page<T> {
  /** How many match, or that there are more than `value`: nobody reads so far, and counting costs. */
  count: { value: number; capped: boolean };
}

/** The schema of a {@link Page}. */
export function pageSchema<T extends z.ZodType>(item: T) {
  return z.object({
    items: z.array(item),
    nextCursor: z.string().optional(),
  });
}

/** The schema of a {@link CountedPage}. */
export function countedPageSchema<T extends z.ZodType>(item: T) {
  return pageSchema(item).extend({
    count: z.object({ value: z.int(), capped: z.boolean() }),
  });
}

/** Which page of a list: for the query of an operation, beside its filters. */
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(200).default(25),
  cursor: z.string().max(1000).optional(),
};

/** Which page of a record's timeline. */
export const timelineQuerySchema = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).optional(),
  cursor: z.string().max(100).optional(),
});
export type TimelineQuery = z.output<typeof timelineQuerySchema>;
