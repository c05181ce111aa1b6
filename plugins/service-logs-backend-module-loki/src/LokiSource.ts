import { createHash } from 'node:crypto';
import {
  BarCounter,
  FilterProblem,
  LogEntry,
  LogHistogram,
  readLine,
  severityClass,
  severityClasses,
  severityNumber,
  shown,
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
import { LokiApi, LokiLine } from './LokiApi';
import { narrowed, pipelineProblems } from './logql';

const NANOS = 1_000_000n;
/** Labels by which Loki and its agents tell how severe a line is. */
const levelLabels = ['detected_level', 'level', 'severity'];

const placeSchema = z.strictObject({
  /** Entries before this, in nanoseconds. */
  end: z.string().regex(/^\d{1,20}$/),
  /** Fingerprints of those at the last nanosecond that were shown: Loki keeps no order among them. */
  seen: z.array(z.string().regex(/^[0-9a-f]{8}$/)).max(1_000),
});

const idSchema = z.strictObject({
  at: z.string().regex(/^\d{1,20}$/),
  labels: z.record(z.string().max(500), z.string().max(2_000)),
});

/** Logs in Grafana Loki. Which streams an entity has, the configuration says; a reader adds stages of LogQL. */
export class LokiSource implements LogSource {
  readonly name: string;
  readonly title: string;
  readonly language = 'logql';
  readonly #selectors: ReadonlyMap<string, string>;
  readonly #api: LokiApi;

  constructor(options: {
    name: string;
    title: string;
    entities: { entityRef: string; selector: string }[];
    api: LokiApi;
  }) {
    this.name = options.name;
    this.title = options.title;
    this.#api = options.api;
    this.#selectors = new Map(
      options.entities.map(({ entityRef, selector }) => [entityRef, selector]),
    );
  }

  has({ entityRef }: LogEntity): boolean {
    return this.#selectors.has(entityRef);
  }

  check(filter: string): FilterProblem[] {
    return pipelineProblems(filter);
  }

  async search(
    ...[query, call]: Parameters<LogSource['search']>
  ): Promise<FoundLogs> {
    const begun = query.cursor
      ? readPlace(placeSchema, query.cursor)
      : undefined;
    const seen = begun?.seen ?? [];
    const end = begun ? BigInt(begun.end) : BigInt(query.to) * NANOS;
    const limit = query.limit + seen.length;
    const lines = await this.#api.lines(
      {
        query: this.#query(query.entity, query.filter),
        start: BigInt(query.from) * NANOS,
        end,
        limit,
        direction: 'backward',
      },
      call,
    );
    const fresh = unseen(lines, end - 1n, seen);
    const page = fresh.slice(0, query.limit);
    const last = page.at(-1);
    const isAll = lines.length < limit && fresh.length <= query.limit;
    const isOver = isAll || !last;
    return {
      items: page.map(entryOf),
      complete: true,
      searchedTo: isOver ? query.from : Number(last.at / NANOS),
      problems: [],
      ...(!isOver && {
        nextCursor: writePlace({
          end: String(last.at + 1n),
          seen: [
            ...(last.at === end - 1n ? seen : []),
            ...page.filter(({ at }) => at === last.at).map(fingerprint),
          ],
        }),
      }),
    };
  }

  async histogram(
    ...[query, call]: Parameters<LogSource['histogram']>
  ): Promise<LogHistogram> {
    const { bars } = query;
    const step = bars.step / 1000;
    const first = bars.start / 1000;
    const counts = await this.#api.counts(
      {
        query: `sum by (${levelLabels.join(
          ', ',
        )}) (count_over_time(${this.#query(
          query.entity,
          query.filter,
        )} [${step}s]))`,
        start: first + step,
        end: first + step * bars.count,
        step,
      },
      call,
    );
    const counter = new BarCounter(bars);
    for (const { labels, at, value } of counts) {
      const kind = severityClass(severityIn(labels) ?? 0);
      counter.add((at - step) * 1000, severityClasses.indexOf(kind), value);
    }
    return counter.histogram();
  }

  async context(
    ...[{ entity, id, before, after }, call]: Parameters<LogSource['context']>
  ): Promise<LogEntry[]> {
    const { at: nanos, labels } = readPlace(idSchema, id);
    const at = BigInt(nanos);
    const query = narrowed(this.#selector(entity), labels);
    const day = 86_400_000n * NANOS;
    const [earlier, own, later] = await Promise.all([
      before > 0
        ? this.#api.lines(
            {
              query,
              start: at - day,
              end: at,
              limit: before,
              direction: 'backward',
            },
            call,
          )
        : [],
      this.#api.lines(
        { query, start: at, end: at + 1n, limit: 100, direction: 'forward' },
        call,
      ),
      after > 0
        ? this.#api.lines(
            {
              query,
              start: at + 1n,
              end: at + day,
              limit: after,
              direction: 'forward',
            },
            call,
          )
        : [],
    ]);
    if (own.length === 0) return [];
    return [...[...earlier].reverse(), ...own, ...later].map(entryOf);
  }

  async tail(
    ...[query, call]: Parameters<LogSource['tail']>
  ): Promise<TailedLogs> {
    const now = BigInt(Date.now()) * NANOS;
    if (!query.cursor) {
      return {
        items: [],
        cursor: writePlace({ end: String(now), seen: [] }),
        skipped: false,
      };
    }
    const start = BigInt(readPlace(placeSchema, query.cursor).end);
    const lines = await this.#api.lines(
      {
        query: this.#query(query.entity, query.filter),
        start,
        end: now + 1n,
        limit: query.limit,
        direction: 'forward',
      },
      call,
    );
    const last = lines.at(-1);
    return {
      items: lines.map(entryOf),
      cursor: writePlace({
        end: String(last ? last.at + 1n : start),
        seen: [],
      }),
      skipped: false,
    };
  }

  #query(entity: LogEntity, filter: string): string {
    const problems = pipelineProblems(filter);
    if (problems.length > 0) throw new LogFilterError(problems);
    return `${this.#selector(entity)} ${filter.trim()}`.trim();
  }

  #selector({ entityRef }: LogEntity): string {
    const selector = this.#selectors.get(entityRef);
    if (!selector) {
      throw new SourceError(`${this.title} has no logs of ${entityRef}`);
    }
    return selector;
  }
}

function entryOf({ labels, at, line }: LokiLine): LogEntry {
  const ms = Number(at / NANOS);
  const entry = readLine(line, ms);
  const severity = severityIn(labels);
  return {
    ...shown({
      ...entry,
      timestamp: new Date(ms).toISOString(),
      severityNumber: entry.severityNumber || severity || 0,
      attributes: { ...entry.attributes, labels },
    }),
    id: writePlace({ at: String(at), labels }),
  };
}

function severityIn(labels: Readonly<Record<string, string>>) {
  for (const name of levelLabels) {
    const number = severityNumber(labels[name] ?? '');
    if (number !== undefined) return number;
  }
  return undefined;
}

/** Without those of the first nanosecond that were shown before. */
function unseen(
  lines: readonly LokiLine[],
  at: bigint,
  seen: readonly string[],
): LokiLine[] {
  const left = [...seen];
  return lines.filter(line => {
    const place = line.at === at ? left.indexOf(fingerprint(line)) : -1;
    if (place >= 0) left.splice(place, 1);
    return place < 0;
  });
}

function fingerprint({ labels, line }: LokiLine): string {
  return createHash('sha256')
    .update(JSON.stringify([Object.entries(labels).sort(), line]))
    .digest('hex')
    .slice(0, 8);
}
