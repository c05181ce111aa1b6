import { SourceError } from '@countersign/plugin-governance-node';
import {
  LogDestination,
  SentEntry,
} from '@countersign/plugin-service-logs-node';
import { BigQueryTable, TableRow } from './BigQueryTable';

type Result = Parameters<LogDestination['write']>[0];

/** Of one request; BigQuery takes 10 MB and advises 500 rows. */
const MOST_ROWS = 500;
const MOST_BYTES = 5_000_000;

/** Kept results as rows of a table in BigQuery, one an entry. */
export class BigQueryDestination implements LogDestination {
  readonly name: string;
  readonly title: string;
  readonly place: string;

  constructor(
    private readonly options: {
      name: string;
      title: string;
      table: BigQueryTable;
    },
  ) {
    this.name = options.name;
    this.title = options.title;
    this.place = options.table.place;
  }

  /** @throws SourceError in words of our own, with the entry that BigQuery does not take where it says which */
  async write(
    result: Result,
    entries: readonly SentEntry[],
    { signal }: { signal: AbortSignal },
  ): Promise<void> {
    const rows = entries.map(entry => rowOf(result, entry));
    for (const batch of batchesOf(rows)) {
      signal.throwIfAborted();
      const [refused] = await this.options.table.insert(batch, signal);
      if (!refused) continue;
      const { insertId } = batch[refused.index] ?? {};
      throw new SourceError(
        `BigQuery does not take the entry ${insertId ?? refused.index}${
          refused.reason ? ` (${refused.reason})` : ''
        }: compare the columns of ${
          this.place
        } with those that the documentation names`,
      );
    }
  }
}

function rowOf(
  { number, query }: Result,
  {
    id,
    entry: { timestamp, severityNumber, severityText, attributes, ...entry },
  }: SentEntry,
): TableRow {
  return {
    insertId: id,
    json: {
      export: number,
      entity: query.entityRef,
      source: query.source,
      entry: id,
      timestamp,
      severity: severityText,
      severity_number: severityNumber,
      body: entry.body,
      trace_id: entry.traceId,
      span_id: entry.spanId,
      // A column of the type JSON takes its value as a text.
      attributes: JSON.stringify(attributes),
    },
  };
}

function* batchesOf(rows: readonly TableRow[]): Generator<TableRow[]> {
  let batch: TableRow[] = [];
  let bytes = 0;
  for (const row of rows) {
    const size = Buffer.byteLength(JSON.stringify(row));
    const isFull = batch.length >= MOST_ROWS || bytes + size > MOST_BYTES;
    if (isFull && batch.length > 0) {
      yield batch;
      [batch, bytes] = [[], 0];
    }
    batch.push(row);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}
