import { once } from 'events';
import { AddressInfo, connect, createServer, Server, Socket } from 'net';

/** An address that stays while what answers there moves, as that of a managed database does. */
export class MovingAddress {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #port: number;

  private constructor(port: number) {
    this.#port = port;
    this.#server = createServer(socket => this.#pass(socket));
  }

  /** @param port - Of what answers at first, on this machine. */
  static async to(port: number): Promise<MovingAddress> {
    const address = new MovingAddress(port);
    address.#server.listen(0, '127.0.0.1');
    await once(address.#server, 'listening');
    return address;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** New connections go to another port. Those that are open end. */
  move(port: number): void {
    this.#port = port;
    this.#sockets.forEach(socket => socket.destroy());
  }

  async stop(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#sockets.forEach(socket => socket.destroy());
    await closed;
  }

  #pass(socket: Socket): void {
    const beyond = connect(this.#port, '127.0.0.1');
    for (const [one, other] of [
      [socket, beyond],
      [beyond, socket],
    ]) {
      this.#sockets.add(one);
      one.once('error', () => other.destroy());
      one.once('close', () => {
        this.#sockets.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  }
}
