import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

const TRY_AGAIN_MS = 100;

/** The port that requests come in by. Shut, connections to it are refused, as those to a service that is not there. */
export class ShutPort {
  readonly #sockets = new Set<Socket>();
  #port: number;
  #isShut = false;
  #isStopped = false;
  #again: NodeJS.Timeout | undefined;

  constructor(
    private readonly server: Server,
    private readonly options: {
      port: number;
      host: string;
      onTrouble: (error: NodeJS.ErrnoException) => void;
    },
  ) {
    this.#port = options.port;
    server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
    });
  }

  get port(): number {
    return this.#port;
  }

  get isShut(): boolean {
    return this.#isShut;
  }

  /** @throws Error where the port is taken */
  async start(): Promise<void> {
    this.server.listen(this.#port, this.options.host);
    await once(this.server, 'listening');
    this.#port = (this.server.address() as AddressInfo).port;
    this.server.on('error', (error: NodeJS.ErrnoException) => {
      this.options.onTrouble(error);
      if (!this.server.listening && !this.#isShut) this.#openLater();
    });
  }

  /** Refuses every connection from here on, and ends those that there are. */
  shut(): void {
    this.#isShut = true;
    clearTimeout(this.#again);
    this.server.close();
    for (const socket of this.#sockets) socket.destroy();
  }

  open(): void {
    this.#isShut = false;
    this.#listen();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#again);
    if (!this.server.listening) return;
    const closed = once(this.server, 'close');
    this.server.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #listen(): void {
    if (this.#isStopped || this.#isShut || this.server.listening) return;
    this.server.listen(this.#port, this.options.host);
  }

  /** Somebody else may have taken the port meanwhile: it is ours again as soon as it is free. */
  #openLater(): void {
    clearTimeout(this.#again);
    this.#again = setTimeout(() => this.#listen(), TRY_AGAIN_MS);
    this.#again.unref();
  }
}
