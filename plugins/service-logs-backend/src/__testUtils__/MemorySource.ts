import {
  BarCounter,
  LogEntry,
  matcherOf,
  parseFilter,
  severityClass,
  severityClasses,
  shown,
} from '@countersign/plugin-service-logs-common';
import {
  LogCursorError,
  LogFilterError,
  LogQuery,
  LogSource,
} from '@countersign/plugin-service-logs-node';

/** A source that has its entries in memory, oldest first, and can be made to fail or to wait. */
export class MemorySource implements LogSource {
  readonly title = 'Memory';
  readonly language = 'countersign';
  entries: LogEntry[] = [];
  /** Thrown by whatever is asked next. */
  trouble: Error | undefined;
  /** Searches wait until they are aborted, and tell of it. */
  waits: { begun(): void; ended(): void } | undefined;

  constructor(readonly name: string, private readonly entityRefs: string[]) {}

  has({ entityRef }: { entityRef: string }) {
    return this.entityRefs.includes(entityRef);
  }

  check(filter: string) {
    const parsed = parseFilter(filter);
    return 'problem' in parsed ? [parsed.problem] : [];
  }

  async search(...[query, call]: Parameters<LogSource['search']>) {
    this.#fail();
    if (this.waits) {
      const { begun, ended } = this.waits;
      begun();
      await new Promise<void>(resolve => {
        call.signal.addEventListener('abort', () => resolve());
      });
      ended();
      call.signal.throwIfAborted();
    }
    if (query.cursor && !/^\d+$/.test(query.cursor)) {
      throw new LogCursorError('Take the cursor of an answer, as it is');
    }
    const found = this.#found(query).reverse();
    const from = Number(query.cursor ?? 0);
    const to = from + query.limit;
    return {
      items: found.slice(from, to),
      complete: true,
      searchedTo: query.from,
      problems: [],
      ...(found.length > to && { nextCursor: String(to) }),
    };
  }

  async histogram(...[query]: Parameters<LogSource['histogram']>) {
    this.#fail();
    const counter = new BarCounter(query.bars);
    for (const { timestamp, severityNumber } of this.#found(query)) {
      counter.add(
        Date.parse(timestamp ?? ''),
        severityClasses.indexOf(severityClass(severityNumber)),
      );
    }
    return counter.histogram();
  }

  async context(...[{ id, before, after }]: Parameters<LogSource['context']>) {
    const at = this.entries.findIndex(entry => entry.id === id);
    return at < 0
      ? []
      : this.entries.slice(Math.max(0, at - before), at + after + 1);
  }

  async tail(...[{ cursor }]: Parameters<LogSource['tail']>) {
    const items = cursor ? this.entries.slice(Number(cursor)) : [];
    return { items, cursor: String(this.entries.length), skipped: false };
  }

  #found({ from, to, filter }: Omit<LogQuery, 'entity'>): LogEntry[] {
    const parsed = parseFilter(filter);
    if ('problem' in parsed) throw new LogFilterError([parsed.problem]);
    const matches = matcherOf(parsed.filter);
    return this.entries
      .filter(entry => {
        const at = Date.parse(entry.timestamp ?? '');
        return at >= from && at < to && matches(entry);
      })
      .map(entry => shown(entry));
  }

  #fail() {
    const { trouble } = this;
    this.trouble = undefined;
    if (trouble) throw trouble;
  }
}
