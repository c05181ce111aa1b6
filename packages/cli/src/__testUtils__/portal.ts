import { createServer, IncomingHttpHeaders, Server } from 'http';
import { AddressInfo } from 'net';

/** A request the portal was sent. */
export interface ReceivedRequest {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  text: string;
  body: Record<string, unknown>;
}

/** What it answers: a status and JSON, or `drop` to cut the connection. */
export type Answer =
  | {
      status: number;
      json?: unknown;
      /** In place of JSON. */
      bytes?: Uint8Array;
      headers?: Record<string, string>;
    }
  | 'drop';

/** A real HTTP server in the portal's place, which gives one prepared answer after the other, the last one for ever. */
export class FakePortal {
  readonly received: ReceivedRequest[] = [];
  readonly #server: Server;
  #answers: Answer[] = [];

  private constructor() {
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', chunk => chunks.push(chunk));
      request.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        this.received.push({
          method: request.method ?? '',
          path: request.url ?? '',
          headers: request.headers,
          text,
          body: text ? JSON.parse(text) : {},
        });
        const answer =
          this.#answers.length > 1 ? this.#answers.shift() : this.#answers[0];
        if (!answer || answer === 'drop') {
          request.socket.destroy();
          return;
        }
        response.writeHead(answer.status, {
          'content-type': 'application/json',
          ...answer.headers,
        });
        response.end(answer.bytes ?? JSON.stringify(answer.json ?? {}));
      });
    });
  }

  static async start(): Promise<FakePortal> {
    const portal = new FakePortal();
    await new Promise<void>(done => {
      portal.#server.listen(0, '127.0.0.1', done);
    });
    return portal;
  }

  get url(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  /** Forgets what it received and prepares answers. */
  answerWith(...answers: Answer[]): void {
    this.received.length = 0;
    this.#answers = answers;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(done => {
      this.#server.close(done);
    });
  }
}

/** An error as a Backstage backend answers it. */
export function errorAnswer(
  status: number,
  name: string,
  message: string,
): Answer {
  return {
    status,
    headers: { 'retry-after': '0' },
    json: { error: { name, message }, response: { statusCode: status } },
  };
}
