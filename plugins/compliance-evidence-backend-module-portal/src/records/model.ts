import { InputError } from '@backstage/errors';

/** A period that a query is about. */
export interface Period {
  from: string;
  to: string;
  /** The end, or now where that is earlier. */
  untilNow: string;
}

/** What a collection is asked for. */
export interface PortalAsk {
  period?: Period;
  /** Which moment of a record lies in the period. */
  by?: string;
  /** Kinds of entities. */
  kinds?: string[];
  /** Names of metrics. */
  metrics?: string[];
  signal: AbortSignal;
  /** Notes what is missing, in words. */
  gap(words: string): void;
}

/** Some records, and how many there are in all, where the portal says it. */
export interface RecordPage {
  records: object[];
  stated?: number;
}

export type PortalRecords = AsyncIterable<RecordPage>;

/** Reads one kind of the portal's records. */
export type Collection = (ask: PortalAsk) => PortalRecords;

/** The token by which a plugin of the portal is asked. */
export type TokenFor = (pluginId: string) => Promise<{ token: string }>;

/** As many as a page of the portal's lists has at most. */
export const PAGE_SIZE = 200;

/** @throws InputError where a query says no period */
export function demandPeriod({ period }: PortalAsk, records: string): Period {
  if (period) return period;
  throw new InputError(
    `The ${records} of the portal are asked for a period: add the lines from: … and to: …`,
  );
}

interface CountedPage<T> {
  items: T[];
  nextCursor?: string;
  count: { value: number; capped: boolean };
}

/** The pages of a list, one after another, each with how many the list has. */
export async function* pagesOf<T>(
  list: (cursor: string | undefined) => Promise<CountedPage<T>>,
): AsyncIterable<{ items: T[]; stated?: number }> {
  let cursor: string | undefined;
  do {
    const { items, nextCursor, count } = await list(cursor);
    yield { items, ...(!count.capped && { stated: count.value }) };
    cursor = nextCursor;
  } while (cursor !== undefined);
}

/** Each item as something that has to be asked for, a few at a time, in their order. */
export async function mapFew<T, R>(
  items: readonly T[],
  work: (item: T) => Promise<R>,
  atOnce = 6,
): Promise<R[]> {
  const found: R[] = new Array(items.length);
  let next = 0;
  const worker = async () => {
    for (let at = next++; at < items.length; at = next++) {
      found[at] = await work(items[at]);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return found;
}
