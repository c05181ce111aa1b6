import { createServer } from 'http';
import { AddressInfo } from 'net';
import { BigQuery } from '@google-cloud/bigquery';

/** A query job as the API is asked for it. */
export interface JobRequest {
  jobReference?: { jobId: string };
  configuration: {
    dryRun?: boolean;
    query: {
      query: string;
      maximumBytesBilled?: string;
      queryParameters?: object[];
    };
  };
}

/** What the server answers to jobs. */
export interface BigQueryAnswers {
  statementType?: string;
  totalBytesProcessed?: string;
  pages: object[];
  refusal?: { code: number; message: string };
}

/** BigQuery's REST API in this process, and the real client talking to it without credentials. */
export async function startBigQuery(answers: BigQueryAnswers) {
  const jobs: JobRequest[] = [];
  const statistics = {
    startTime: '1790805600000',
    endTime: '1790805601500',
    totalBytesProcessed: answers.totalBytesProcessed ?? '2048',
    query: {
      statementType: answers.statementType ?? 'SELECT',
      totalBytesBilled: '10485760',
      cacheHit: false,
    },
  };
  const job = {
    id: 'larkspur-test:EU.job-1',
    jobReference: {
      jobId: 'job-1',
      projectId: 'larkspur-test',
      location: 'EU',
    },
    status: { state: 'DONE' },
    statistics,
  };
  const server = createServer((req, res) => {
    const url = new URL(req.url ?? '', 'http://bigquery');
    const chunks: Buffer[] = [];
    req.on('data', chunk => chunks.push(chunk));
    req.on('end', () => {
      res.setHeader('Content-Type', 'application/json');
      if (answers.refusal) {
        res.writeHead(answers.refusal.code);
        res.end(JSON.stringify({ error: answers.refusal }));
      } else if (req.method === 'POST') {
        jobs.push(JSON.parse(Buffer.concat(chunks).toString()));
        res.end(JSON.stringify(job));
      } else if (url.pathname.includes('/queries/')) {
        const page = Number(url.searchParams.get('pageToken') ?? 0);
        res.end(JSON.stringify({ jobComplete: true, ...answers.pages[page] }));
      } else {
        res.end(JSON.stringify(job));
      }
    });
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const client = new BigQuery({
    projectId: 'larkspur-test',
    apiEndpoint: `http://127.0.0.1:${port}`,
    maxRetries: 0,
  });
  // The client loads its fetch by import(), which the sandbox of tests has not; under Bun it uses node:http instead.
  Object.assign(globalThis, { Bun: true });
  // Nobody here gives out credentials.
  jest
    .spyOn(client.authClient, 'authorizeRequest')
    .mockImplementation(async options => options as never);
  return {
    client,
    jobs,
    stop: () =>
      new Promise<void>(resolve => {
        Reflect.deleteProperty(globalThis, 'Bun');
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
