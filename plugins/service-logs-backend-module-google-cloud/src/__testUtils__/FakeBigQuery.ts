import { once } from 'node:events';
import {
  createServer,
  IncomingMessage,
  Server,
  ServerResponse,
} from 'node:http';
import { AddressInfo } from 'node:net';
import { TableRow } from '../bigquery/BigQueryTable';

/** A server that speaks `tabledata.insertAll` as documented: a row whose `insertId` it has is taken and not kept again. */
export class FakeBigQuery {
  readonly rows = new Map<string, TableRow['json']>();
  readonly asked: {
    path: string;
    authorization: string | undefined;
    rows: number;
  }[] = [];
  /** Answers the next request instead. */
  instead: ((res: ServerResponse) => void) | undefined;
  /** Columns that the table has. */
  columns: string[] | undefined;
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((req, res) => {
      this.#answer(req, res).catch(error => res.destroy(error));
    });
  }

  static async start(): Promise<FakeBigQuery> {
    const bigQuery = new FakeBigQuery();
    bigQuery.#server.listen(0, '127.0.0.1');
    await once(bigQuery.#server, 'listening');
    return bigQuery;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(chunk);
    const { rows } = JSON.parse(Buffer.concat(chunks).toString('utf8')) as {
      rows: TableRow[];
    };
    const { authorization } = req.headers;
    this.asked.push({
      ...{ path: req.url ?? '', authorization },
      rows: rows.length,
    });
    const { instead } = this;
    this.instead = undefined;
    if (instead) {
      instead(res);
      return;
    }
    const isWrong = ({ json }: TableRow) =>
      Object.keys(json).some(name => this.columns?.includes(name) === false);
    const wrong = rows.some(isWrong);
    if (!wrong) {
      for (const { insertId, json } of rows) this.rows.set(insertId, json);
    }
    res.setHeader('content-type', 'application/json');
    res.end(
      JSON.stringify({
        kind: 'bigquery#tableDataInsertAllResponse',
        ...(wrong && {
          insertErrors: rows.map((row, index) => ({
            index,
            errors: [{ reason: isWrong(row) ? 'invalid' : 'stopped' }],
          })),
        }),
      }),
    );
  }
}
