import { FaultBoard } from '@countersign/fault-leases';
import { TestTime } from './TestTime';

/** A service without a network, by the clock of a game. */
interface FakeTarget {
  board: FaultBoard;
  isHealthy: boolean;
  /** Nothing gets through to it. */
  isDeaf: boolean;
}

/** The services that are drilled: they hold leases, and what is asked of them is counted. */
export class FakeTargets {
  readonly #targets = new Map<string, FakeTarget>();
  /** Ids of faults, each time that one was asked for. */
  readonly injected: string[] = [];

  constructor(hosts: readonly string[], time: TestTime) {
    for (const host of hosts) {
      const board = new FaultBoard({ clock: time.now, steady: time.now });
      this.#targets.set(host, { board, isHealthy: true, isDeaf: false });
    }
  }

  get(host: string): FakeTarget {
    const target = this.#targets.get(host);
    if (!target) throw new Error(`There is no ${host}`);
    return target;
  }

  /** As before a game. */
  heal(): void {
    for (const target of this.#targets.values()) {
      target.isHealthy = true;
      target.isDeaf = false;
    }
  }

  /** Faults that are on, anywhere. */
  active(): string[] {
    return [...this.#targets.values()].flatMap(({ board }) =>
      board.active().map(({ id }) => id),
    );
  }

  readonly fetch: typeof fetch = async (input, init = {}) => {
    const { origin, pathname } = new URL(String(input));
    const { board, isHealthy, isDeaf } = this.get(origin);
    const { method = 'GET', body } = init;
    if (isDeaf) throw new TypeError('connect ECONNREFUSED');
    const read = () => JSON.parse(String(body));
    const [, faults, id, renew] = pathname.split('/');
    if (pathname === '/health') return answer(isHealthy ? 200 : 503);
    if (pathname === '/undo') return answer(204);
    if (faults !== 'faults') return answer(404);
    if (id === undefined) {
      const { id: asked, kind, seconds, share } = read();
      this.injected.push(asked);
      const { fault } = board.lease({ id: asked, kind, seconds, share });
      return answer(201, fault);
    }
    if (renew === 'renew') {
      const fault = board.renew(id, read().seconds);
      return fault ? answer(200, fault) : answer(404);
    }
    if (method === 'DELETE') return answer(board.end(id) ? 204 : 404);
    return answer(404);
  };
}

function answer(status: number, body?: object): Response {
  return new Response(body ? JSON.stringify(body) : null, {
    status,
    headers: { 'Content-Type': 'application/json' },
  });
}
