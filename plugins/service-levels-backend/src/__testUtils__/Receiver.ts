import {
  createServer,
  IncomingHttpHeaders,
  Server,
  ServerResponse,
} from 'http';
import { AddressInfo } from 'net';

/** What was posted to a receiver. */
export interface Posted {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** A local HTTP server that keeps what it gets, and answers as a test has it. */
export class Receiver {
  readonly posted: Posted[] = [];
  answer: (response: ServerResponse, posted: Posted) => void = response =>
    response.writeHead(204).end();
  readonly #server: Server;

  private constructor() {
    this.#server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const posted = {
        path: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(chunks).toString(),
      };
      this.posted.push(posted);
      this.answer(response, posted);
    });
  }

  static async start(): Promise<Receiver> {
    const receiver = new Receiver();
    await new Promise<void>(resolve => {
      receiver.#server.listen(0, '127.0.0.1', resolve);
    });
    return receiver;
  }

  get url(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>(resolve => this.#server.close(() => resolve()));
  }
}
