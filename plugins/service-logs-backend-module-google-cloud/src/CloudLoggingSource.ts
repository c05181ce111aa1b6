import {
  BarCounter,
  FilterProblem,
  LogEntry,
  LogHistogram,
  severityClass,
  severityClasses,
} from '@countersign/plugin-service-logs-common';
import { SourceError } from '@countersign/plugin-governance-node';
import {
  FoundLogs,
  LogEntity,
  LogFilterError,
  LogSource,
  readPlace,
  TailedLogs,
  writePlace,
} from '@countersign/plugin-service-logs-node';
import { z } from 'zod';
import { CloudLoggingApi } from './CloudLoggingApi';
import { atOf, entryOf, placeOf } from './entryOf';
import { filterProblems } from './language';

/** A project may be asked 60 times a minute, by all who look: whoever follows a log asks so seldom, whatever the page does. */
const TAIL_PAUSE_MS = 5_000;
/** What comes later than that after it happened is not followed; a search finds it. */
const LATE_MS = 10_000;
/** A histogram reads the entries, for nothing counts them: so many pages of 1,000 at most. */
const COUNTED_PAGES = 5;
const COUNTED_AT_ONCE = 1_000;
const DAY_MS = 86_400_000;

const tailSchema = z.strictObject({
  at: z.int().min(0),
  asked: z.int().min(0),
  /** Of the last seconds, what was shown. */
  seen: z.array(z.string().max(100)).max(500),
});
const placeSchema = z.strictObject({
  at: z.int().min(0).max(8.64e15),
  id: z.string().max(512),
  log: z.string().max(800),
});

/** Google Cloud Logging. Which entries an entity has, the configuration says; a reader narrows them in Cloud Logging's own language. */
export class CloudLoggingSource implements LogSource {
  readonly name: string;
  readonly title: string;
  readonly language = 'google-cloud-logging';
  readonly #filters: ReadonlyMap<string, string>;
  readonly #api: CloudLoggingApi;

  constructor(options: {
    name: string;
    title: string;
    entities: { entityRef: string; filter: string }[];
    api: CloudLoggingApi;
  }) {
    this.name = options.name;
    this.title = options.title;
    this.#api = options.api;
    this.#filters = new Map(
      options.entities.map(({ entityRef, filter }) => [entityRef, filter]),
    );
  }

  has({ entityRef }: LogEntity): boolean {
    return this.#filters.has(entityRef);
  }

  check(filter: string): FilterProblem[] {
    return filterProblems(filter);
  }

  async search(
    ...[query, call]: Parameters<LogSource['search']>
  ): Promise<FoundLogs> {
    const filter = this.#filter(query.entity, [
      ...within(query.from, query.to),
      query.filter,
    ]);
    let pageToken = query.cursor && readToken(query.cursor);
    for (;;) {
      const { entries, nextPageToken } = await this.#api.page(
        { filter, order: 'desc', limit: query.limit, pageToken },
        call,
      );
      const isOver = !nextPageToken;
      const isLate = Date.now() >= call.deadline;
      // A page without entries is one that Cloud Logging did not get to the end of.
      if (entries.length > 0 || isOver || isLate) {
        const last = entries.at(-1);
        const reached = last && atOf(last);
        return {
          items: entries.map(entryOf),
          complete: isOver || entries.length > 0,
          searchedTo: isOver ? query.from : reached ?? query.to,
          problems: [],
          ...(!isOver && { nextCursor: writePlace(nextPageToken) }),
        };
      }
      pageToken = nextPageToken;
    }
  }

  async histogram(
    ...[query, call]: Parameters<LogSource['histogram']>
  ): Promise<LogHistogram> {
    const filter = this.#filter(query.entity, [
      ...within(query.from, query.to),
      query.filter,
    ]);
    const counter = new BarCounter(query.bars);
    let pageToken: string | undefined;
    let countedFrom = query.to;
    for (let page = 0; page < COUNTED_PAGES; page++) {
      if (Date.now() >= call.deadline) break;
      const found = await this.#api.page(
        { filter, order: 'desc', limit: COUNTED_AT_ONCE, pageToken },
        call,
      );
      for (const entry of found.entries) {
        const { timestamp, severityNumber } = entryOf(entry);
        countedFrom = Date.parse(timestamp ?? '');
        const kind = severityClass(severityNumber);
        counter.add(countedFrom, severityClasses.indexOf(kind));
      }
      pageToken = found.nextPageToken;
      if (!pageToken) return counter.histogram();
    }
    return counter.histogram(countedFrom);
  }

  async context(
    ...[{ entity, id, before, after }, call]: Parameters<LogSource['context']>
  ): Promise<LogEntry[]> {
    const { at, log } = readPlace(placeSchema, id);
    const sameLog = log ? `logName=${JSON.stringify(log)}` : '';
    const ask = (from: number, to: number, order: 'asc' | 'desc', n: number) =>
      this.#api.page(
        {
          filter: this.#filter(entity, [...within(from, to), sameLog]),
          order,
          // Those of the same millisecond come both ways.
          limit: n + 1,
        },
        call,
      );
    const [earlier, later] = await Promise.all([
      ask(at - DAY_MS, at + 1, 'desc', before),
      ask(at, at + DAY_MS, 'asc', after),
    ]);
    const all = new Map(
      [...earlier.entries.reverse(), ...later.entries].map(entry => [
        placeOf(entry),
        entry,
      ]),
    );
    const places = [...all.keys()];
    const place = places.indexOf(id);
    if (place < 0) return [];
    return places
      .slice(Math.max(0, place - before), place + after + 1)
      .map(each => entryOf(all.get(each)!));
  }

  async tail(
    ...[query, call]: Parameters<LogSource['tail']>
  ): Promise<TailedLogs> {
    const now = Date.now();
    if (!query.cursor) {
      const cursor = writePlace({ at: now, asked: now, seen: [] });
      return { items: [], cursor, skipped: false };
    }
    const { at, asked, seen } = readPlace(tailSchema, query.cursor);
    if (now - asked < TAIL_PAUSE_MS) {
      return { items: [], cursor: query.cursor, skipped: false };
    }
    const { entries, nextPageToken } = await this.#api.page(
      {
        filter: this.#filter(query.entity, [
          ...within(at - LATE_MS, now + DAY_MS),
          query.filter,
        ]),
        order: 'desc',
        limit: query.limit + seen.length,
      },
      call,
    );
    const came = entries
      .filter(entry => !seen.includes(markOf(entry)))
      .slice(0, query.limit);
    const end = Math.min(
      now,
      Math.max(at, ...entries.map(each => atOf(each) ?? 0)),
    );
    const lately = entries.filter(each => (atOf(each) ?? 0) >= end - LATE_MS);
    return {
      items: came.map(entryOf).reverse(),
      cursor: writePlace({
        at: end,
        asked: now,
        seen: lately.slice(0, 500).map(markOf),
      }),
      skipped: nextPageToken !== undefined,
    };
  }

  /** What the configuration says of the entity, narrowed by each part. */
  #filter({ entityRef }: LogEntity, parts: readonly string[]): string {
    const own = this.#filters.get(entityRef);
    if (!own) {
      throw new SourceError(`${this.title} has no logs of ${entityRef}`);
    }
    const problems = parts.flatMap(filterProblems);
    if (problems.length > 0) throw new LogFilterError(problems);
    return [own, ...parts]
      .filter(part => part.trim() !== '')
      .map(part => `(${part})`)
      .join(' AND ');
  }
}

function within(from: number, to: number): string[] {
  const instant = (ms: number) => new Date(Math.max(0, ms)).toISOString();
  return [`timestamp>="${instant(from)}"`, `timestamp<"${instant(to)}"`];
}

/** What an entry is known by among those of some seconds. */
function markOf(entry: Parameters<typeof placeOf>[0]): string {
  return (entry.metadata.insertId || placeOf(entry)).slice(-100);
}

function readToken(cursor: string): string {
  return readPlace(z.string().min(1).max(8_000), cursor);
}
