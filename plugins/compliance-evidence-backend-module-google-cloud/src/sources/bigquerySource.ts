import { InputError } from '@backstage/errors';
import {
  EvidenceSourceKind,
  parameterOf,
  SnapshotAsk,
  Taken,
} from '@countersign/plugin-compliance-evidence-node';
import type { BigQuery, Job } from '@google-cloud/bigquery';
import { z } from 'zod';
import { bigqueryLine, Field } from './bigqueryRows';
import { lazily } from './lazily';
import { bigquerySchema, settingsOf } from './settings';

type Settings = z.output<typeof bigquerySchema>;

/** What a job says of itself, as far as it is read. */
interface JobStatistics {
  startTime?: string;
  endTime?: string;
  totalBytesProcessed?: string;
  totalSlotMs?: string;
  query?: {
    statementType?: string;
    totalBytesBilled?: string;
    cacheHit?: boolean;
  };
}

/** What a page of results is. */
interface ResultPage {
  schema?: { fields?: Field[] };
  rows?: { f: { v: unknown }[] }[];
  totalRows?: string;
  pageToken?: string;
}

const ROWS_AT_ONCE = 10_000;
const PLACEHOLDER = /\$\{([^}]*)\}/g;

function newClient({ project, keyFile, endpoint }: Settings): BigQuery {
  const google: typeof import('@google-cloud/bigquery') = require('@google-cloud/bigquery');
  return new google.BigQuery({
    projectId: project,
    ...(keyFile && { keyFilename: keyFile }),
    ...(endpoint && { apiEndpoint: endpoint }),
  });
}

/**
 * BigQuery, by a query that reads: what is too big to bring is summed up where it lives. `${parameter}` is bound as a named
 * parameter, a list as an array of texts. The job's own statistics are kept beside the result.
 */
export function bigquerySources(
  makeClient: (settings: Settings) => BigQuery | Promise<BigQuery> = newClient,
): EvidenceSourceKind {
  return {
    kind: 'google-cloud-bigquery',
    create({ name, system, config }) {
      const settings = settingsOf(name, config, bigquerySchema);
      const clientOnce = lazily(() => makeClient(settings));
      return {
        system: system ?? 'BigQuery',
        async snapshot(ask, write) {
          const client = await clientOnce();
          try {
            return await snapshot(client, settings, ask, write);
          } catch (error) {
            throw explained(error);
          }
        },
      };
    },
  };
}

async function snapshot(
  client: BigQuery,
  { location, maximumBytes }: Settings,
  { query, signal }: SnapshotAsk,
  write: (chunk: Uint8Array) => Promise<void>,
): Promise<Taken> {
  const params: Record<string, string | string[]> = {};
  const text = query.text.replace(PLACEHOLDER, (_, name: string) => {
    params[name] = parameterOf(query.parameters, name);
    return `@${name}`;
  });
  const options = {
    query: text,
    params,
    types: Object.fromEntries(
      Object.entries(params).map(([name, value]) => [
        name,
        Array.isArray(value) ? ['STRING'] : 'STRING',
      ]),
    ),
    useLegacySql: false,
    location,
  };
  const [planned] = await client.createQueryJob({ ...options, dryRun: true });
  demandReading(statisticsOf(planned), maximumBytes);
  signal.throwIfAborted();
  const [job] = await client.createQueryJob({
    ...options,
    maximumBytesBilled: String(maximumBytes),
  });
  const cancel = () => {
    job.cancel().catch(() => undefined);
  };
  signal.addEventListener('abort', cancel);
  try {
    const { pages, rows } = await copyRows(job, signal, write);
    const [metadata] = await job.getMetadata();
    const found = (metadata as { statistics?: JobStatistics }).statistics ?? {};
    return {
      asOf: timeOf(found.startTime) ?? new Date().toISOString(),
      format: 'ndjson',
      completeness: {
        stated: rows,
        pages,
        gaps: [],
        statistics: told(job, found),
      },
    };
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}

/** How many rows BigQuery says that there are; every one of them is written. */
async function copyRows(
  job: Job,
  signal: AbortSignal,
  write: (chunk: Uint8Array) => Promise<void>,
): Promise<{ pages: number; rows: number }> {
  let pageToken: string | undefined;
  let rows = 0;
  for (let pages = 1; ; pages++) {
    signal.throwIfAborted();
    const answer = await job.getQueryResults({
      autoPaginate: false,
      skipParsing: true,
      maxResults: ROWS_AT_ONCE,
      pageToken,
    });
    const page = answer[2] as ResultPage;
    const fields = page.schema?.fields ?? [];
    rows = Number(page.totalRows ?? 0);
    const lines = (page.rows ?? []).map(row => bigqueryLine(fields, row));
    if (lines.length > 0) await write(Buffer.from(lines.join('')));
    if (!page.pageToken) return { pages, rows };
    if (page.pageToken === pageToken) {
      throw new Error(`Page ${pages + 1} leads back to one that was read`);
    }
    pageToken = page.pageToken;
  }
}

function demandReading(
  { query, totalBytesProcessed }: JobStatistics,
  maximumBytes: number,
): void {
  const type = query?.statementType ?? 'unknown';
  if (type !== 'SELECT') {
    throw new InputError(
      `The query is a statement of the type ${type}: evidence is taken by SELECT`,
    );
  }
  if (Number(totalBytesProcessed ?? 0) > maximumBytes) {
    throw new InputError(
      `The query would read ${totalBytesProcessed} bytes, and maximumBytes of the source is ${maximumBytes}`,
    );
  }
}

function statisticsOf(job: Job): JobStatistics {
  return (job.metadata as { statistics?: JobStatistics }).statistics ?? {};
}

function told(job: Job, found: JobStatistics): Record<string, string> {
  const { query = {} } = found;
  const all = {
    job: job.id,
    location: job.location,
    started: timeOf(found.startTime),
    ended: timeOf(found.endTime),
    'bytes processed': found.totalBytesProcessed,
    'bytes billed': query.totalBytesBilled,
    'slot milliseconds': found.totalSlotMs,
    'from the cache':
      query.cacheHit === undefined ? undefined : String(query.cacheHit),
  };
  return Object.fromEntries(
    Object.entries(all).flatMap(([name, value]): [string, string][] =>
      value === undefined ? [] : [[name, value]],
    ),
  );
}

/** Milliseconds since 1970 as a text. */
function timeOf(text: string | undefined): string | undefined {
  return text === undefined ? undefined : new Date(Number(text)).toISOString();
}

function explained(error: unknown): unknown {
  const { code, message } = error as { code?: unknown; message?: string };
  if (code === 400 || code === 404) {
    return new InputError(`BigQuery does not run the query: ${message}`);
  }
  if (code === 401 || code === 403) {
    return new Error(
      `BigQuery does not admit the account of the source, which needs roles/bigquery.jobUser and roles/bigquery.dataViewer: ${message}`,
    );
  }
  return error;
}
