import { z } from 'zod';

/** Where records have their pages, by number: whole addresses, for whoever is not in the portal. */
export const recordLinksSchema = z.record(z.string(), z.string());
export type RecordLinks = z.infer<typeof recordLinksSchema>;

/** The same answer with the pages of the records that it names: for pipelines, which print them. */
export function withLinks<T extends z.ZodObject>(answer: T) {
  return answer.extend({ links: recordLinksSchema });
}

/** An answer of {@link withLinks}. */
export type WithLinks<T> = T & { links: RecordLinks };
