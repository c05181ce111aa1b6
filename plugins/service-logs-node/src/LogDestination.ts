import { createExtensionPoint } from '@backstage/backend-plugin-api';
import { LogEntry, LogExport } from '@countersign/plugin-service-logs-common';

/** An entry of a kept result, as it is handed on. */
export interface SentEntry {
  /** The same whenever the result is sent again: a destination that knows it has the entry already. */
  id: string;
  entry: LogEntry;
}

/** Where kept results can be sent to, such as a table of a data warehouse. Their secrets are masked already. */
export interface LogDestination {
  readonly name: string;
  readonly title: string;
  /** The place as readers and the ledger know it, such as `larkspur-prod.logs.results`. */
  readonly place: string;
  /** @throws SourceError when it does not take them; what it took until then is sent again */
  write(
    result: Pick<LogExport, 'number' | 'query'>,
    entries: readonly SentEntry[],
    call: { signal: AbortSignal },
  ): Promise<void>;
}

/** Takes the destinations of modules. */
export interface LogDestinations {
  /** @throws Error when there is one of that name already */
  addDestination(destination: LogDestination): void;
}

/** Where modules add destinations of kept results. */
export const logDestinationsExtensionPoint =
  createExtensionPoint<LogDestinations>({ id: 'service-logs.destinations' });
