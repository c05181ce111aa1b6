import { SourceError } from '@countersign/plugin-governance-node';
import type { GoogleAuth } from 'google-auth-library';
import { z } from 'zod';

/** A row, and by which BigQuery knows one that it has: for a minute or so. */
export interface TableRow {
  insertId: string;
  json: Record<string, unknown>;
}

/** A row that BigQuery does not take. */
export interface RefusedRow {
  /** Of the rows of the request. */
  index: number;
  /** One of BigQuery's words, such as `invalid`. */
  reason?: string;
}

const answerSchema = z.object({
  insertErrors: z
    .array(
      z.object({
        index: z.number().default(0),
        errors: z.array(z.object({ reason: z.string().optional() })),
      }),
    )
    .default([]),
});

/** Who rows are added as: a client of `google-auth-library`. */
export interface Account {
  request(
    options: Parameters<GoogleAuth['request']>[0],
  ): Promise<{ data: unknown }>;
}

/** A table of BigQuery, as far as rows are added to it: `tabledata.insertAll`. */
export class BigQueryTable {
  readonly place: string;

  /** @param account - Made when it is first asked: it looks for credentials. */
  constructor(
    private readonly account: () => Account,
    private readonly settings: {
      endpoint: string;
      project: string;
      dataset: string;
      table: string;
      timeoutMs: number;
    },
  ) {
    const { project, dataset, table } = settings;
    this.place = [project, dataset, table].join('.');
  }

  /**
   * Adds rows, all of them or none.
   *
   * @returns those that it does not take
   * @throws SourceError when it does not answer
   */
  async insert(
    rows: readonly TableRow[],
    signal: AbortSignal,
  ): Promise<RefusedRow[]> {
    const { endpoint, project, dataset, table, timeoutMs } = this.settings;
    const path = ['projects', project, 'datasets', dataset, 'tables', table]
      .map(encodeURIComponent)
      .join('/');
    const answer = await this.account()
      .request({
        url: `${endpoint}/bigquery/v2/${path}/insertAll`,
        method: 'POST',
        data: { rows },
        timeout: timeoutMs,
        signal,
        // Whoever sends it sends it again: BigQuery knows what it has.
        retry: false,
        fetchImplementation: fetch,
      })
      .catch((error: unknown) => {
        signal.throwIfAborted();
        throw error instanceof SourceError ? error : this.#explained(error);
      });
    const read = answerSchema.safeParse(answer.data);
    if (!read.success) {
      throw new SourceError('BigQuery answered something else than it should');
    }
    return (
      read.data.insertErrors
        .map(({ index, errors: [first] }) => ({
          index,
          reason: first?.reason,
        }))
        // The others were stopped because of one.
        .filter(({ reason }) => reason !== 'stopped')
    );
  }

  /** Words of our own: those of a server may name accounts. */
  #explained(error: unknown): SourceError {
    const { status } = error as { status?: number };
    switch (status) {
      case 401:
      case 403:
        return new SourceError(
          `BigQuery does not admit us: the account of the portal needs roles/bigquery.dataEditor on ${this.place}`,
        );
      case 404:
        return new SourceError(`BigQuery has no table ${this.place}`);
      case 429:
        return new SourceError('BigQuery asks not to be asked now (quota)');
      default:
        // It answered, and will answer the same again.
        return status !== undefined && status >= 400 && status < 500
          ? new SourceError(
              `BigQuery refuses the rows for ${this.place} (${status})`,
            )
          : new SourceError('BigQuery cannot be reached. Try again.');
    }
  }
}
