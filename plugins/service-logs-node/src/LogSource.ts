import { createExtensionPoint } from '@backstage/backend-plugin-api';
import { ConfigurationItem } from '@countersign/plugin-cmdb-common';
import {
  Bars,
  FilterLanguage,
  FilterProblem,
  LogEntry,
  LogHistogram,
} from '@countersign/plugin-service-logs-common';

/** The entity whose logs are asked for, as the catalog has it. */
export type LogEntity = Pick<
  ConfigurationItem,
  'entityRef' | 'name' | 'namespace' | 'kind'
>;

/** How one request is bounded. */
export interface LogCall {
  /** Ends the work: nobody waits any more. */
  signal: AbortSignal;
  /** Milliseconds since 1970 by which an answer is due: what was found until then is it. */
  deadline: number;
}

/** What is looked for: from `from` to before `to`, milliseconds since 1970. */
export interface LogQuery {
  entity: LogEntity;
  from: number;
  to: number;
  /** In the language of the source; empty finds everything. */
  filter: string;
}

/** Entries, the newest first. */
export interface FoundLogs {
  items: LogEntry[];
  /** Goes on where this ended; absent where nothing is left. */
  nextCursor?: string;
  /** False where time ran out. */
  complete: boolean;
  /** How far back the search came. */
  searchedTo?: number;
  /** What could not be read, as sentences that name no path. */
  problems: string[];
}

/** What came, the oldest first. */
export interface TailedLogs {
  items: LogEntry[];
  cursor: string;
  /** More came than one answer takes: the older of it is left out. */
  skipped: boolean;
}

/**
 * A source of logs that configuration names. It answers within the bounds of each call, however much it holds, and masks what it
 * gives (`shown`); what it cannot do in time it says.
 */
export interface LogSource {
  readonly name: string;
  readonly title: string;
  readonly language: FilterLanguage;
  /** Whether it has logs of the entity. */
  has(entity: LogEntity): boolean;
  /** What is wrong with a filter; nothing where the list is empty. */
  check(filter: string): FilterProblem[];
  /** @throws SourceError when the source does not answer, LogFilterError when the filter is wrong */
  search(
    query: LogQuery & { limit: number; cursor?: string },
    call: LogCall,
  ): Promise<FoundLogs>;
  histogram(
    query: LogQuery & { bars: Bars },
    call: LogCall,
  ): Promise<LogHistogram>;
  /** The entry and its neighbors, the oldest first; empty where it is gone. */
  context(
    query: { entity: LogEntity; id: string; before: number; after: number },
    call: LogCall,
  ): Promise<LogEntry[]>;
  /** Without a cursor: where the end is now. */
  tail(
    query: Pick<LogQuery, 'entity' | 'filter'> & {
      limit: number;
      cursor?: string;
    },
    call: LogCall,
  ): Promise<TailedLogs>;
}

/** A filter that the source does not take. */
export class LogFilterError extends Error {
  name = 'LogFilterError';

  constructor(readonly problems: readonly FilterProblem[]) {
    super(problems.map(({ message }) => message).join(' '));
  }
}

/** A cursor or an id that this source never gave. */
export class LogCursorError extends Error {
  name = 'LogCursorError';
}

/** Takes the sources of modules. */
export interface LogSources {
  /** @throws Error when there is one of that name already */
  addSource(source: LogSource): void;
}

/** Where modules add sources of logs. */
export const logSourcesExtensionPoint = createExtensionPoint<LogSources>({
  id: 'service-logs.sources',
});
